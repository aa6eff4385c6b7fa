#include "modelc.h"

/* The largest integer of which the square is not above square, which is below 2^62. */
static uint32_t modelc_normalise_s8_root(uint64_t square)
{
    uint32_t root = 0;
    for (uint32_t bit = (uint32_t)1 << 30; bit > 0; bit >>= 1) {
        const uint64_t larger = root + bit;
        root += larger * larger <= square ? bit : 0;
    }
    return root;
}

/* A row's factor 1 / sqrt(variance + epsilon): reciprocal * 2^-shift gives normalised elements in units of 2^-22. */
typedef struct {
    int64_t reciprocal;
    int32_t shift;
} modelc_normalise_s8_factor;

/* length^2 times the variance. */
static modelc_normalise_s8_factor modelc_normalise_s8_reciprocal(int64_t variance, int64_t epsilon)
{
    modelc_normalise_s8_factor factor = {0, 1};
    uint64_t sum = ((uint64_t)variance << 10) + (uint64_t)epsilon;
    if (sum > 0) {
        factor.shift = 34;
        while (sum < (uint64_t)1 << 60) {
            sum <<= 2;
            --factor.shift;
        }
        factor.reciprocal = (int64_t)(((uint64_t)1 << 61) / modelc_normalise_s8_root(sum));
    }
    return factor;
}

/* The row that begins at element first. */
static void modelc_normalise_s8_row(const modelc_normalise_s8_parameters *p, int32_t first, const int8_t *input, int8_t *output)
{
    const modelc_normalised_rows *const rows = &p->rows;
    const int32_t length = rows->axis.length;
    const int32_t stride = rows->axis.inner;
    int32_t sum = 0;
    int64_t squares = 0;
    for (int32_t i = 0, at = first; i < length; ++i, at += stride) {
        const int32_t element = input[at] - p->zero_point;
        sum += element;
        squares += element * element;
    }
    sum = rows->centred ? sum : 0;
    const modelc_normalise_s8_factor factor = modelc_normalise_s8_reciprocal(length * squares - (int64_t)sum * sum, p->epsilon);
    const int64_t half = (int64_t)1 << (factor.shift - 1);
    for (int32_t i = 0, at = first; i < length; ++i, at += stride) {
        const int32_t parameter = at / rows->block % rows->count;
        const int32_t distance = length * (input[at] - p->zero_point) - sum;
        const int64_t normal = (distance * factor.reciprocal + half) >> factor.shift;
        const int64_t result = ((normal * p->multipliers[parameter]) >> 22) + p->offsets[parameter];
        output[at] = modelc_finish_s8(&p->output, (int32_t)(result >> p->shift));
    }
}

MODELC_API void modelc_normalise_s8(const modelc_normalise_s8_parameters *p, const int8_t *input, int8_t *output)
{
    const modelc_axis *const axis = &p->rows.axis;
    for (int32_t outer = 0; outer < axis->outer; ++outer) {
        for (int32_t inner = 0; inner < axis->inner; ++inner) {
            modelc_normalise_s8_row(p, outer * axis->length * axis->inner + inner, input, output);
        }
    }
}
