#include "modelc.h"

MODELC_API void modelc_cast_s32_s64(const modelc_cast_parameters *p, const int32_t *input, int64_t *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = (int64_t)input[i];
    }
}
