#include "modelc.h"

/* One row of length elements that are stride apart. */
static void modelc_softmax_f32_row(const float *input, float *output, int32_t length, int32_t stride)
{
    float max = input[0];
    float sum = 0;
    for (int32_t i = 1; i < length; ++i) {
        max = input[i * stride] > max ? input[i * stride] : max;
    }
    for (int32_t i = 0; i < length; ++i) {
        const float exponential = expf(input[i * stride] - max);
        output[i * stride] = exponential;
        sum += exponential;
    }
    for (int32_t i = 0; i < length; ++i) {
        output[i * stride] /= sum;
    }
}

MODELC_API void modelc_softmax_f32(const modelc_softmax_f32_parameters *p, const float *input, float *output)
{
    const modelc_axis *const axis = &p->axis;
    for (int32_t outer = 0; outer < axis->outer; ++outer) {
        const int32_t start = outer * axis->length * axis->inner;
        for (int32_t inner = 0; inner < axis->inner; ++inner) {
            modelc_softmax_f32_row(input + (start + inner), output + (start + inner), axis->length, axis->inner);
        }
    }
}
