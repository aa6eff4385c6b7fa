#include "modelc.h"

MODELC_API void modelc_mul_s16(const modelc_mul_broadcast_s8_parameters *p, const int16_t *a, const int16_t *b, int16_t *output)
{
    const modelc_nest *const nest = &p->nest;
    const int32_t last = nest->rank - 1;
    modelc_row row = modelc_first_row(0, 0);
    do {
        for (int32_t i = 0; i < nest->dims[last]; ++i) {
            const int16_t x = a[row.a + i * nest->strides_a[last]];
            const int16_t y = b[row.b + i * nest->strides_b[last]];
            *output++ = modelc_finish_s16(&p->product.output, modelc_requantise(x * y, p->product.multiplier));
        }
    } while (modelc_next_row(nest, &row));
}
