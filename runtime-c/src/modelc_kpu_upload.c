#include "modelc.h"
#include "modelc_kpu.h"

#if defined(MODELC_KPU_EXISTS)

#define MODELC_KPU_UPLOAD_SIGNS UINT64_C(0x8080808080808080)

/* The last bytes of a line, fewer than eight. */
static uint64_t modelc_kpu_upload_last(const uint8_t *input, int32_t stride, int32_t pixels)
{
    uint64_t word = 0;
    for (int32_t pixel = 0; pixel < pixels; ++pixel) {
        word |= (uint64_t)input[pixel * stride] << (8 * pixel);
    }
    return word;
}

/* Stores of eight bytes, since AI SRAM is not cached. Lines have room for whole words. */
MODELC_API void modelc_kpu_upload(const modelc_kpu_image *p, const int8_t *input)
{
    for (int32_t channel = 0; channel < p->channels; ++channel) {
        modelc_kpu_plane plane = modelc_kpu_channel(p, channel);
        const uint8_t *source = (const uint8_t *)input + channel;
        for (int32_t y = 0; y < p->height; ++y, plane.words += plane.step) {
            volatile uint64_t *word = plane.words;
            int32_t left = p->width;
            for (; left >= 8; left -= 8, source += 8 * p->channels) {
                *word++ = modelc_kpu_gather(source, p->channels) ^ MODELC_KPU_UPLOAD_SIGNS;
            }
            if (left > 0) {
                *word = modelc_kpu_upload_last(source, p->channels, left) ^ MODELC_KPU_UPLOAD_SIGNS;
                source += left * p->channels;
            }
        }
    }
}

#endif
