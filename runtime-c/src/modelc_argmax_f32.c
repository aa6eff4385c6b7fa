#include "modelc.h"

/* Index of the largest of length elements that are stride apart. */
static int32_t modelc_argmax_f32_row(const float *input, int32_t length, int32_t stride, int32_t select_last)
{
    int32_t best = 0;
    for (int32_t i = 1; i < length; ++i) {
        const float element = input[i * stride];
        const float largest = input[best * stride];
        if (element > largest || (select_last != 0 && element == largest)) {
            best = i;
        }
    }
    return best;
}

MODELC_API void modelc_argmax_f32(const modelc_argmax_parameters *p, const float *input, int64_t *output)
{
    const modelc_axis *const axis = &p->axis;
    for (int32_t outer = 0; outer < axis->outer; ++outer, input += axis->length * axis->inner) {
        for (int32_t inner = 0; inner < axis->inner; ++inner) {
            *output++ = modelc_argmax_f32_row(input + inner, axis->length, axis->inner, p->select_last);
        }
    }
}
