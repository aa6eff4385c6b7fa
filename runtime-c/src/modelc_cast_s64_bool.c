#include "modelc.h"

MODELC_API void modelc_cast_s64_bool(const modelc_cast_parameters *p, const int64_t *input, uint8_t *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = input[i] != 0;
    }
}
