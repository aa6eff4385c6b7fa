#include "modelc.h"

MODELC_API void modelc_quantise_s8(const modelc_quantise_parameters *p, const float *input, int8_t *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = (int8_t)modelc_quantise_one(p, input[i], -128, 127);
    }
}
