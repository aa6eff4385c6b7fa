#include "modelc.h"

MODELC_API void modelc_select(const modelc_select_parameters *p, const uint8_t *condition, const void *x, const void *y, void *output)
{
    const modelc_nest *const nest = &p->condition_and_x;
    const int32_t last = nest->rank - 1;
    modelc_row row = modelc_first_row(0, 0);
    modelc_row row_y = modelc_first_row(0, 0);
    uint8_t *to = (uint8_t *)output;
    do {
        for (int32_t i = 0; i < nest->dims[last]; ++i, to += p->element_bytes) {
            const uint8_t *const from_x = (const uint8_t *)x + row.b + i * nest->strides_b[last];
            const uint8_t *const from_y = (const uint8_t *)y + row_y.a + i * p->y.strides_a[last];
            memcpy(to, condition[row.a + i * nest->strides_a[last]] != 0 ? from_x : from_y, (size_t)p->element_bytes);
        }
        modelc_next_row(&p->y, &row_y);
    } while (modelc_next_row(nest, &row));
}
