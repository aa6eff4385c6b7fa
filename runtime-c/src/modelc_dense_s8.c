#include "modelc.h"

MODELC_API void modelc_dense_s8(const modelc_dense_s8_parameters *p, const int8_t *input, int8_t *output)
{
    for (int32_t row = 0; row < p->rows; ++row, input += p->inputs, output += p->outputs) {
        const int8_t *weights = p->weights;
        for (int32_t o = 0; o < p->outputs; ++o, weights += p->inputs) {
            int32_t sum = p->bias[o];
            for (int32_t k = 0; k < p->inputs; ++k) {
                sum += input[k] * weights[k];
            }
            output[o] = modelc_finish_s8(&p->output, modelc_requantise(sum, p->multipliers[o]));
        }
    }
}
