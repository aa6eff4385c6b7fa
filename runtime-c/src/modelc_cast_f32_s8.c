#include "modelc.h"

MODELC_API void modelc_cast_f32_s8(const modelc_cast_parameters *p, const float *input, int8_t *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        const float x = input[i];
        output[i] = x != x ? (int8_t)0 : (int8_t)modelc_clamp_f32(x, -128.0f, 127.0f);
    }
}
