#include "modelc.h"

MODELC_API void modelc_dense_f32(const modelc_dense_f32_parameters *p, const float *input, float *output)
{
    for (int32_t row = 0; row < p->rows; ++row, input += p->inputs, output += p->outputs) {
        const float *weights = p->weights;
        for (int32_t o = 0; o < p->outputs; ++o, weights += p->inputs) {
            float sum = p->bias[o];
            for (int32_t k = 0; k < p->inputs; ++k) {
                sum += input[k] * weights[k];
            }
            output[o] = modelc_clamp_f32(sum, p->min, p->max);
        }
    }
}
