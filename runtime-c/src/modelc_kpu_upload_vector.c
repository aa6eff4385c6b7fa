#include "modelc.h"
#include "modelc_kpu.h"

#if defined(MODELC_KPU_EXISTS)

#define MODELC_KPU_UPLOAD_VECTOR_SIGNS UINT64_C(0x8080808080808080)

MODELC_API void modelc_kpu_upload_vector(const modelc_kpu_upload_vector_parameters *p, const int8_t *input)
{
    volatile uint64_t *const patches = (volatile uint64_t *)(void *)(modelc_kpu_sram() + p->row * MODELC_KPU_ROW_BYTES);
    const uint8_t *source = (const uint8_t *)input;
    const int32_t whole = p->elements / 8;
    uint64_t last = 0;
    for (int32_t channel = 0; channel < whole; ++channel, source += 8) {
        modelc_kpu_store_patch(patches, channel, modelc_kpu_load(source) ^ MODELC_KPU_UPLOAD_VECTOR_SIGNS);
    }
    for (int32_t element = 0; element < p->elements % 8; ++element) {
        last |= (uint64_t)(source[element] ^ 0x80u) << (8 * element);
    }
    if (p->elements % 8 != 0) {
        modelc_kpu_store_patch(patches, whole, last);
    }
}

#endif
