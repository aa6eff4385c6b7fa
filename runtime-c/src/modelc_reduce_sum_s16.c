#include "modelc.h"

/* Sum of the elements of one result; input is the first of them. */
static inline int32_t modelc_reduce_sum_s16_element(const modelc_reduction *r, const int16_t *input)
{
    int32_t sum = 0;
    for (int32_t a = 0; a < r->reduced[0]; ++a) {
        for (int32_t b = 0; b < r->reduced[1]; ++b) {
            const int32_t row = a * r->reduced_strides[0] + b * r->reduced_strides[1];
            for (int32_t c = 0; c < r->reduced[2]; ++c) {
                sum += input[row + c * r->reduced_strides[2]];
            }
        }
    }
    return sum;
}

MODELC_API void modelc_reduce_sum_s16(const modelc_reduce_sum_s8_parameters *p, const int16_t *input, int16_t *output)
{
    const modelc_reduction *const r = &p->reduction;
    for (int32_t a = 0; a < r->kept[0]; ++a) {
        for (int32_t b = 0; b < r->kept[1]; ++b) {
            const int16_t *const row = input + (a * r->kept_strides[0] + b * r->kept_strides[1]);
            for (int32_t c = 0; c < r->kept[2]; ++c) {
                const int32_t sum = modelc_reduce_sum_s16_element(r, row + c * r->kept_strides[2]);
                *output++ = modelc_finish_s16(&p->output, modelc_requantise(sum, p->multiplier));
            }
        }
    }
}
