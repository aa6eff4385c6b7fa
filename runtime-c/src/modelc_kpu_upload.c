#include "modelc.h"
#include "modelc_kpu.h"

#if defined(MODELC_KPU_EXISTS)

#define MODELC_KPU_UPLOAD_SIGNS UINT64_C(0x8080808080808080)

/* Eight bytes of a line; stride: from one pixel to the next. */
static inline uint64_t modelc_kpu_upload_eight(const uint8_t *input, int32_t stride)
{
    uint64_t word = input[0];
    word |= (uint64_t)input[stride] << 8;
    word |= (uint64_t)input[2 * stride] << 16;
    word |= (uint64_t)input[3 * stride] << 24;
    input += 4 * stride;
    word |= (uint64_t)input[0] << 32;
    word |= (uint64_t)input[stride] << 40;
    word |= (uint64_t)input[2 * stride] << 48;
    word |= (uint64_t)input[3 * stride] << 56;
    return word;
}

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
                *word++ = modelc_kpu_upload_eight(source, p->channels) ^ MODELC_KPU_UPLOAD_SIGNS;
            }
            if (left > 0) {
                *word = modelc_kpu_upload_last(source, p->channels, left) ^ MODELC_KPU_UPLOAD_SIGNS;
                source += left * p->channels;
            }
        }
    }
}

#endif
