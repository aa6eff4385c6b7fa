#include "modelc.h"

MODELC_API void modelc_concat(const modelc_concat_parameters *p, const void *const *inputs, void *output)
{
    uint8_t *to = (uint8_t *)output;
    for (int32_t row = 0; row < p->rows; ++row) {
        for (int32_t k = 0; k < p->inputs; ++k) {
            const int32_t block = p->block_bytes[k];
            memcpy(to, (const uint8_t *)inputs[k] + row * block, (size_t)block);
            to += block;
        }
    }
}
