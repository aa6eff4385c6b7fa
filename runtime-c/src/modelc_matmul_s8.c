#include "modelc.h"

static int32_t modelc_matmul_s8_sum(const modelc_matmul_s8_parameters *p, const int8_t *a, const int8_t *b)
{
    const int32_t columns = p->matrices.columns;
    const int32_t zero_point_a = p->product.zero_point_a;
    const int32_t zero_point_b = p->product.zero_point_b;
    const int8_t *const end = a + p->matrices.inner;
    int32_t sum = 0;
    while (a < end) {
        sum += (*a++ - zero_point_a) * (*b - zero_point_b);
        b += columns;
    }
    return sum;
}

static void modelc_matmul_s8_one(const modelc_matmul_s8_parameters *p, const int8_t *a, const int8_t *b, int8_t *output)
{
    for (int32_t row = 0; row < p->matrices.rows; ++row, a += p->matrices.inner) {
        for (int32_t column = 0; column < p->matrices.columns; ++column) {
            const int32_t sum = modelc_matmul_s8_sum(p, a, b + column);
            *output++ = modelc_finish_s8(&p->product.output, modelc_requantise(sum, p->product.multiplier));
        }
    }
}

MODELC_API void modelc_matmul_s8(const modelc_matmul_s8_parameters *p, const int8_t *a, const int8_t *b, int8_t *output)
{
    const modelc_nest *const nest = &p->matrices.batch;
    const int32_t last = nest->rank - 1;
    modelc_row row = modelc_first_row(0, 0);
    do {
        for (int32_t i = 0; i < nest->dims[last]; ++i, output += p->matrices.rows * p->matrices.columns) {
            modelc_matmul_s8_one(p, a + row.a + i * nest->strides_a[last], b + row.b + i * nest->strides_b[last], output);
        }
    } while (modelc_next_row(nest, &row));
}
