#include "modelc.h"

MODELC_API void modelc_dense_s16(const modelc_dense_s8_parameters *p, const int16_t *input, int16_t *output)
{
    for (int32_t row = 0; row < p->rows; ++row, input += p->inputs, output += p->outputs) {
        const int8_t *weights = p->weights;
        for (int32_t o = 0; o < p->outputs; ++o, weights += p->inputs) {
            const int64_t sum = modelc_products_s16(p->bias[o], input, weights, p->inputs);
            output[o] = modelc_finish_s16(&p->output, modelc_requantise_wide(sum, p->multipliers[o]));
        }
    }
}
