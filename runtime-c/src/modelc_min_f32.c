#include "modelc.h"

MODELC_API void modelc_min_f32(const modelc_binary_f32_parameters *p, const float *a, const float *b, float *output)
{
    const modelc_nest *const nest = &p->nest;
    const int32_t last = nest->rank - 1;
    modelc_row row = modelc_first_row(0, 0);
    do {
        for (int32_t i = 0; i < nest->dims[last]; ++i) {
            const float x = a[row.a + i * nest->strides_a[last]];
            const float y = b[row.b + i * nest->strides_b[last]];
            *output++ = modelc_clamp_f32(x < y || x != x ? x : y, p->min, p->max);
        }
    } while (modelc_next_row(nest, &row));
}
