#include "modelc.h"

/* 2 to the power of 31: the first float above the range. */
#define MODELC_CAST_F32_S32_LIMIT 2147483648.0f

static int32_t modelc_cast_f32_s32_one(float x)
{
    if (x != x) {
        return 0;
    }
    if (x >= MODELC_CAST_F32_S32_LIMIT) {
        return INT32_MAX;
    }
    return x < -MODELC_CAST_F32_S32_LIMIT ? INT32_MIN : (int32_t)x;
}

MODELC_API void modelc_cast_f32_s32(const modelc_cast_parameters *p, const float *input, int32_t *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = modelc_cast_f32_s32_one(input[i]);
    }
}
