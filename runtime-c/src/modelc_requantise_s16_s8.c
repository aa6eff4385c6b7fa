#include "modelc.h"

MODELC_API void modelc_requantise_s16_s8(const modelc_requantise_parameters *p, const int16_t *input, int8_t *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = modelc_finish_s8(&p->output, modelc_requantise(input[i], p->multiplier));
    }
}
