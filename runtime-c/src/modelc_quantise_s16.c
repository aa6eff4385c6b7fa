#include "modelc.h"

MODELC_API void modelc_quantise_s16(const modelc_quantise_parameters *p, const float *input, int16_t *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = (int16_t)modelc_quantise_one(p, input[i], -32768, 32767);
    }
}
