#include "modelc.h"

MODELC_API void modelc_clip_s8(const modelc_clip_s8_parameters *p, const int8_t *input, int8_t *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        const int32_t value = input[i];
        output[i] = (int8_t)(value < p->min ? p->min : value > p->max ? p->max : value);
    }
}
