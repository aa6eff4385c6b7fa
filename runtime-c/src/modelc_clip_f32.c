#include "modelc.h"

MODELC_API void modelc_clip_f32(const modelc_clip_f32_parameters *p, const float *input, float *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = modelc_clamp_f32(input[i], p->min, p->max);
    }
}
