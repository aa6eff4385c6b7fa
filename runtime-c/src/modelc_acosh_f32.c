#include "modelc.h"

MODELC_API void modelc_acosh_f32(const modelc_unary_f32_parameters *p, const float *input, float *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = acoshf(input[i]);
    }
}
