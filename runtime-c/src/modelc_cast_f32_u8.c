#include "modelc.h"

MODELC_API void modelc_cast_f32_u8(const modelc_cast_parameters *p, const float *input, uint8_t *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        const float x = input[i];
        output[i] = x != x ? (uint8_t)0 : (uint8_t)modelc_clamp_f32(x, 0.0f, 255.0f);
    }
}
