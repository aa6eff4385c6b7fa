#include "modelc.h"

MODELC_API void modelc_mul_broadcast_s8(const modelc_mul_broadcast_s8_parameters *p, const int8_t *a, const int8_t *b,
                                        int8_t *output)
{
    const modelc_nest *const nest = &p->nest;
    const int32_t last = nest->rank - 1;
    modelc_row row = modelc_first_row(0, 0);
    do {
        for (int32_t i = 0; i < nest->dims[last]; ++i) {
            const int8_t x = a[row.a + i * nest->strides_a[last]];
            const int8_t y = b[row.b + i * nest->strides_b[last]];
            *output++ = modelc_mul_pair_s8(&p->product, x, y);
        }
    } while (modelc_next_row(nest, &row));
}
