#include "modelc.h"

/* Index of the block that an element of the indices stands for. */
static int32_t modelc_gather_s32_block(int32_t index, int32_t size)
{
    const int32_t from_start = index < 0 ? index + size : index;
    return from_start < 0 ? 0 : from_start >= size ? size - 1 : (int32_t)from_start;
}

MODELC_API void modelc_gather_s32(const modelc_gather_parameters *p, const void *data, const int32_t *indices, void *output)
{
    const uint8_t *from = (const uint8_t *)data;
    uint8_t *to = (uint8_t *)output;
    for (int32_t row = 0; row < p->rows; ++row, from += p->size * p->block_bytes) {
        for (int32_t i = 0; i < p->indices; ++i, to += p->block_bytes) {
            memcpy(to, from + modelc_gather_s32_block(indices[i], p->size) * p->block_bytes, (size_t)p->block_bytes);
        }
    }
}
