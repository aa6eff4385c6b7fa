/* Part of the modelc runtime: what kernels that write to places given by index have in common. */
#ifndef MODELC_SCATTER_H
#define MODELC_SCATTER_H

#include "modelc.h"

static inline int32_t modelc_scatter_place(int64_t index, int32_t size)
{
    return index < 0 ? 0 : index >= size ? size - 1 : (int32_t)index;
}

/* Defines a kernel that joins an element x of the result with an element y of the updates. */
#define MODELC_SCATTER_F32(name, expression)                                                                                            \
    MODELC_API void name(const modelc_scatter_parameters *p, const void *data, const int64_t *indices, const void *updates, void *output) \
    {                                                                                                                                   \
        const int32_t elements = p->block_bytes / (int32_t)sizeof(float);                                                               \
        const float *from = (const float *)updates;                                                                                     \
        memcpy(output, data, (size_t)(p->size * p->block_bytes));                                                                       \
        for (int32_t i = 0; i < p->indices; ++i, from += elements) {                                                                    \
            float *const to = (float *)output + modelc_scatter_place(indices[i], p->size) * elements;                                   \
            for (int32_t j = 0; j < elements; ++j) {                                                                                    \
                const float x = to[j];                                                                                                  \
                const float y = from[j];                                                                                                \
                to[j] = (expression);                                                                                                   \
            }                                                                                                                           \
        }                                                                                                                               \
    }

#endif
