#include "modelc.h"

MODELC_API void modelc_add_s8(const modelc_add_s8_parameters *p, const int8_t *a, const int8_t *b, int8_t *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = modelc_add_pair_s8(&p->sum, a[i], b[i]);
    }
}
