#include "modelc.h"

MODELC_API void modelc_cast_s64_s32(const modelc_cast_parameters *p, const int64_t *input, int32_t *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = (int32_t)input[i];
    }
}
