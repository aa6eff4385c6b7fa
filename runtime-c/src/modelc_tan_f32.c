#include "modelc.h"

MODELC_API void modelc_tan_f32(const modelc_unary_f32_parameters *p, const float *input, float *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = tanf(input[i]);
    }
}
