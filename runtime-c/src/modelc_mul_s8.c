#include "modelc.h"

MODELC_API void modelc_mul_s8(const modelc_mul_s8_parameters *p, const int8_t *a, const int8_t *b, int8_t *output)
{
    for (int32_t i = 0; i < p->count; ++i) {
        output[i] = modelc_mul_pair_s8(&p->product, a[i], b[i]);
    }
}
