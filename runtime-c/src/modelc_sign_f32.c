#include "modelc.h"

MODELC_API void modelc_sign_f32(const modelc_unary_f32_parameters *p, const float *input, float *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        const float x = input[i];
        output[i] = x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : x;
    }
}
