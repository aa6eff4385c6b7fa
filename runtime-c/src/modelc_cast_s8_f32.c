#include "modelc.h"

MODELC_API void modelc_cast_s8_f32(const modelc_cast_parameters *p, const int8_t *input, float *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = (float)input[i];
    }
}
