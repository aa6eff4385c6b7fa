#include "modelc.h"

MODELC_API void modelc_dense_f16(const modelc_dense_f16_parameters *p, const float *input, float *output)
{
    for (int32_t row = 0; row < p->rows; ++row, input += p->inputs, output += p->outputs) {
        const uint16_t *weights = p->weights;
        for (int32_t o = 0; o < p->outputs; ++o, weights += p->inputs) {
            float sum = p->bias[o];
            for (int32_t k = 0; k < p->inputs; ++k) {
                sum += input[k] * modelc_widen_f16(weights[k]);
            }
            output[o] = modelc_clamp_f32(sum, p->min, p->max);
        }
    }
}
