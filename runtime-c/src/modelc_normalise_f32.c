#include "modelc.h"

static float modelc_normalise_f32_mean(const float *input, int32_t length, int32_t stride)
{
    float sum = 0;
    for (int32_t i = 0; i < length; ++i) {
        sum += input[i * stride];
    }
    return sum / (float)length;
}

static float modelc_normalise_f32_deviation(const float *input, int32_t length, int32_t stride, float mean, float epsilon)
{
    float sum = 0;
    for (int32_t i = 0; i < length; ++i) {
        const float centred = input[i * stride] - mean;
        sum += centred * centred;
    }
    return sqrtf(sum / (float)length + epsilon);
}

/* The row that begins at element first. */
static void modelc_normalise_f32_row(const modelc_normalise_f32_parameters *p, int32_t first, const float *input, float *output)
{
    const modelc_normalised_rows *const rows = &p->rows;
    const int32_t length = rows->axis.length;
    const int32_t stride = rows->axis.inner;
    const float mean = rows->centred ? modelc_normalise_f32_mean(input + first, length, stride) : 0.0f;
    const float deviation = modelc_normalise_f32_deviation(input + first, length, stride, mean, p->epsilon);
    for (int32_t i = 0, at = first; i < length; ++i, at += stride) {
        const int32_t parameter = at / rows->block % rows->count;
        output[at] = (input[at] - mean) / deviation * p->scales[parameter] + p->biases[parameter];
    }
}

MODELC_API void modelc_normalise_f32(const modelc_normalise_f32_parameters *p, const float *input, float *output)
{
    const modelc_axis *const axis = &p->rows.axis;
    for (int32_t outer = 0; outer < axis->outer; ++outer) {
        for (int32_t inner = 0; inner < axis->inner; ++inner) {
            modelc_normalise_f32_row(p, outer * axis->length * axis->inner + inner, input, output);
        }
    }
}
