#include "modelc.h"

static void modelc_matmul_f32_one(const modelc_matrices *p, const float *a, const float *b, float *output)
{
    for (int32_t row = 0; row < p->rows; ++row, a += p->inner, output += p->columns) {
        for (int32_t column = 0; column < p->columns; ++column) {
            float sum = 0;
            for (int32_t k = 0; k < p->inner; ++k) {
                sum += a[k] * b[k * p->columns + column];
            }
            output[column] = sum;
        }
    }
}

MODELC_API void modelc_matmul_f32(const modelc_matmul_f32_parameters *p, const float *a, const float *b, float *output)
{
    const modelc_matrices *const matrices = &p->matrices;
    const modelc_nest *const nest = &matrices->batch;
    const int32_t last = nest->rank - 1;
    modelc_row row = modelc_first_row(0, 0);
    do {
        for (int32_t i = 0; i < nest->dims[last]; ++i, output += matrices->rows * matrices->columns) {
            modelc_matmul_f32_one(matrices, a + row.a + i * nest->strides_a[last], b + row.b + i * nest->strides_b[last], output);
        }
    } while (modelc_next_row(nest, &row));
}
