#include "modelc.h"

MODELC_API void modelc_dequantise_s16(const modelc_quantise_parameters *p, const int16_t *input, float *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = p->scale * (float)input[i];
    }
}
