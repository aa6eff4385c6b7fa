#include "modelc.h"
#include "modelc_kpu.h"

#if defined(MODELC_KPU_EXISTS)

#define MODELC_KPU_DOWNLOAD_SIGNS UINT64_C(0x8080808080808080)

/* Eight bytes of a line; stride: from one pixel to the next. */
static inline void modelc_kpu_download_eight(uint64_t word, uint8_t *output, int32_t stride)
{
    output[0] = (uint8_t)word;
    output[stride] = (uint8_t)(word >> 8);
    output[2 * stride] = (uint8_t)(word >> 16);
    output[3 * stride] = (uint8_t)(word >> 24);
    output += 4 * stride;
    output[0] = (uint8_t)(word >> 32);
    output[stride] = (uint8_t)(word >> 40);
    output[2 * stride] = (uint8_t)(word >> 48);
    output[3 * stride] = (uint8_t)(word >> 56);
}

/* Loads of eight bytes, since AI SRAM is not cached. Lines have room for whole words. */
MODELC_API void modelc_kpu_download(const modelc_kpu_image *p, int8_t *output)
{
    for (int32_t channel = 0; channel < p->channels; ++channel) {
        modelc_kpu_plane plane = modelc_kpu_channel(p, channel);
        uint8_t *target = (uint8_t *)output + channel;
        for (int32_t y = 0; y < p->height; ++y, plane.words += plane.step) {
            const volatile uint64_t *word = plane.words;
            int32_t left = p->width;
            for (; left >= 8; left -= 8, target += 8 * p->channels) {
                modelc_kpu_download_eight(*word++ ^ MODELC_KPU_DOWNLOAD_SIGNS, target, p->channels);
            }
            for (uint64_t rest = left > 0 ? *word ^ MODELC_KPU_DOWNLOAD_SIGNS : 0; left > 0; --left, rest >>= 8, target += p->channels) {
                *target = (uint8_t)rest;
            }
        }
    }
}

#endif
