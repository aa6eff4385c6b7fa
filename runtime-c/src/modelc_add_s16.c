#include "modelc.h"

MODELC_API void modelc_add_s16(const modelc_add_s16_parameters *p, const int16_t *a, const int16_t *b, int16_t *output)
{
    const modelc_nest *const nest = &p->nest;
    const int32_t last = nest->rank - 1;
    modelc_row row = modelc_first_row(0, 0);
    do {
        for (int32_t i = 0; i < nest->dims[last]; ++i) {
            const int16_t x = a[row.a + i * nest->strides_a[last]];
            const int16_t y = b[row.b + i * nest->strides_b[last]];
            const int64_t sum = (int64_t)x * p->multiplier_a + (int64_t)y * p->multiplier_b + ((int64_t)1 << (p->shift - 1));
            *output++ = modelc_finish_s16(&p->output, sum >> p->shift);
        }
    } while (modelc_next_row(nest, &row));
}
