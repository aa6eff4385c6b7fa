#include "modelc.h"

MODELC_API void modelc_move_8(const modelc_move *p, const void *input, void *output)
{
    const modelc_nest *const nest = &p->nest;
    const int32_t last = nest->rank - 1;
    const int32_t from_step = nest->strides_a[last];
    const int32_t to_step = nest->strides_b[last];
    modelc_row row = modelc_first_row(p->input_offset, p->output_offset);
    do {
        const uint8_t *const from = (const uint8_t *)input + row.a;
        uint8_t *const to = (uint8_t *)output + row.b;
        for (int32_t i = 0; i < nest->dims[last]; ++i) {
            to[i * to_step] = from[i * from_step];
        }
    } while (modelc_next_row(nest, &row));
}
