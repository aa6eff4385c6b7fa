#include "modelc_scatter.h"

MODELC_API void modelc_scatter(const modelc_scatter_parameters *p, const void *data, const int64_t *indices, const void *updates, void *output)
{
    const uint8_t *from = (const uint8_t *)updates;
    memcpy(output, data, (size_t)(p->size * p->block_bytes));
    for (int32_t i = 0; i < p->indices; ++i, from += p->block_bytes) {
        memcpy((uint8_t *)output + modelc_scatter_place(indices[i], p->size) * p->block_bytes, from, (size_t)p->block_bytes);
    }
}
