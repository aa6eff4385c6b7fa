#include "modelc.h"

MODELC_API void modelc_cast_f32_bool(const modelc_cast_parameters *p, const float *input, uint8_t *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = (uint8_t)(input[i] != 0.0f);
    }
}
