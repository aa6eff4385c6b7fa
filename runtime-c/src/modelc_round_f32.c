#include "modelc.h"

/* From this magnitude on every float is integral. */
#define MODELC_ROUND_F32_WHOLE 8388608.0f

MODELC_API void modelc_round_f32(const modelc_unary_f32_parameters *p, const float *input, float *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        const float x = input[i];
        output[i] = fabsf(x) < MODELC_ROUND_F32_WHOLE ? copysignf((float)modelc_round_half_even(x), x) : x;
    }
}
