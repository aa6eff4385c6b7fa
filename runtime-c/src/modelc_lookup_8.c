#include "modelc.h"

MODELC_API void modelc_lookup_8(const modelc_lookup_8_parameters *p, const void *input, void *output)
{
    const uint8_t *const indices = (const uint8_t *)input;
    uint8_t *const results = (uint8_t *)output;
    for (int32_t i = 0; i < p->count; ++i) {
        results[i] = p->table[indices[i]];
    }
}
