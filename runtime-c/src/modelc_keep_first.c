#include "modelc.h"

MODELC_API void modelc_keep_first(const modelc_keep_first_parameters *p, const void *input, const int64_t *count, void *output)
{
    const int32_t kept = count[0] < 0 ? 0 : count[0] > p->length ? p->length : (int32_t)count[0];
    const size_t all = (size_t)p->length * (size_t)p->block_bytes;
    const size_t first = (size_t)kept * (size_t)p->block_bytes;
    for (int32_t i = 0; i < p->outer; ++i) {
        uint8_t *const to = (uint8_t *)output + (size_t)i * all;
        if (input != output) {
            memcpy(to, (const uint8_t *)input + (size_t)i * all, first);
        }
        memset(to + first, p->fill, all - first);
    }
}
