#include "modelc.h"

/* Adds the products of the inputs with four filters. */
static void modelc_dense_s8_tiled_tile(const uint8_t *weights, const int8_t *input, int32_t inputs, int32_t *sums)
{
    int32_t sum0 = sums[0];
    int32_t sum1 = sums[1];
    int32_t sum2 = sums[2];
    int32_t sum3 = sums[3];
    const int8_t *const end = input + inputs;
    while (input < end) {
        const int32_t value = *input++;
        sum0 += weights[0] * value;
        sum1 += weights[1] * value;
        sum2 += weights[2] * value;
        sum3 += weights[3] * value;
        weights += 4;
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}

/* One row. The weights are 128 too large, and so the sums by 128 times the sum of the inputs. */
static void modelc_dense_s8_tiled_row(const modelc_dense_s8_tiled_parameters *p, const int8_t *input, int8_t *output)
{
    int32_t excess = 0;
    for (int32_t i = 0; i < p->inputs; ++i) {
        excess += input[i];
    }
    excess *= 128;
    for (int32_t first = 0; first < p->outputs; first += 4) {
        const int32_t *const multipliers = p->multipliers + (p->multiplier_step == 0 ? 0 : first);
        const int32_t count = p->outputs - first < 4 ? p->outputs - first : 4;
        int32_t sums[4];
        for (int32_t i = 0; i < 4; ++i) {
            sums[i] = p->bias[first + i] - excess;
        }
        modelc_dense_s8_tiled_tile(p->weights + first * p->inputs, input, p->inputs, sums);
        for (int32_t i = 0; i < count; ++i) {
            output[first + i] = modelc_finish_s8(&p->output, modelc_requantise(sums[i], multipliers[i]));
        }
    }
}

MODELC_API void modelc_dense_s8_tiled(const modelc_dense_s8_tiled_parameters *parameters, const int8_t *input, int8_t *output)
{
    for (int32_t row = 0; row < parameters->rows; ++row) {
        modelc_dense_s8_tiled_row(parameters, input + row * parameters->inputs, output + row * parameters->outputs);
    }
}
