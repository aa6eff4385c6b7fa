#include "modelc.h"

MODELC_API void modelc_shrink_f32(const modelc_unary_f32_parameters *p, const float *input, float *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        const float x = input[i];
        output[i] = x < -p->alpha ? x + p->beta : x > p->alpha ? x - p->beta : 0;
    }
}
