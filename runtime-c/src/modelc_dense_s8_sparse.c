#include "modelc.h"
#include "modelc_compressed.h"

MODELC_API void modelc_dense_s8_sparse(const modelc_dense_compressed_parameters *parameters, const int8_t *input, int8_t *output)
{
    const modelc_compressed_filters *const filters = &parameters->filters;
    for (int32_t row = 0; row < parameters->rows; ++row) {
        modelc_compressed_sparse(filters, input + row * filters->inputs, output + row * filters->outputs);
    }
}
