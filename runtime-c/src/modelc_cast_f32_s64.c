#include "modelc.h"

/* 2 to the power of 63: the first float above the range. */
#define MODELC_CAST_F32_S64_LIMIT 9223372036854775808.0f

static int64_t modelc_cast_f32_s64_one(float x)
{
    if (x != x) {
        return 0;
    }
    if (x >= MODELC_CAST_F32_S64_LIMIT) {
        return INT64_MAX;
    }
    return x < -MODELC_CAST_F32_S64_LIMIT ? INT64_MIN : (int64_t)x;
}

MODELC_API void modelc_cast_f32_s64(const modelc_cast_parameters *p, const float *input, int64_t *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = modelc_cast_f32_s64_one(input[i]);
    }
}
