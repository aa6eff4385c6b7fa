#include "modelc.h"

/* Index of the largest of length elements that are stride apart. */
static int32_t modelc_argmax_s16_row(const int16_t *input, int32_t length, int32_t stride, int32_t select_last)
{
    int32_t best = 0;
    for (int32_t i = 1; i < length; ++i) {
        const int16_t element = input[i * stride];
        const int16_t largest = input[best * stride];
        if (element > largest || (select_last != 0 && element == largest)) {
            best = i;
        }
    }
    return best;
}

MODELC_API void modelc_argmax_s16(const modelc_argmax_parameters *p, const int16_t *input, int64_t *output)
{
    const modelc_axis *const axis = &p->axis;
    for (int32_t outer = 0; outer < axis->outer; ++outer, input += axis->length * axis->inner) {
        for (int32_t inner = 0; inner < axis->inner; ++inner) {
            *output++ = modelc_argmax_s16_row(input + inner, axis->length, axis->inner, p->select_last);
        }
    }
}
