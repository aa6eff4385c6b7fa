#include "modelc.h"
#include "modelc_kpu.h"

#if MODELC_KPU_EXISTS

/* The signs of eight bytes changed; stride: from one pixel to the next. */
static void modelc_kpu_download_eight(uint64_t word, int8_t *output, int32_t stride, int32_t pixels)
{
    for (int32_t pixel = 0; pixel < pixels; ++pixel) {
        output[pixel * stride] = (int8_t)((int32_t)((word >> (8 * pixel)) & 0xff) - 128);
    }
}

/* Loads of eight bytes, since AI SRAM is not cached. Lines have room for whole words. */
MODELC_API void modelc_kpu_download(const modelc_kpu_image *p, int8_t *output)
{
    const uint8_t *const image = modelc_kpu_sram() + p->row * MODELC_KPU_ROW_BYTES;
    for (int32_t channel = 0; channel < p->channels; ++channel) {
        const int32_t group = channel / p->channels_per_group;
        const int32_t place = channel - group * p->channels_per_group;
        const uint8_t *const plane = image + group * p->rows_per_line * p->height * MODELC_KPU_ROW_BYTES + place * p->pitch;
        for (int32_t y = 0; y < p->height; ++y) {
            const volatile uint64_t *const line = (const volatile uint64_t *)(const void *)(plane + y * p->rows_per_line * MODELC_KPU_ROW_BYTES);
            int8_t *const target = output + y * p->width * p->channels + channel;
            for (int32_t x = 0; x < p->width; x += 8) {
                const int32_t left = p->width - x;
                modelc_kpu_download_eight(line[x / 8], target + x * p->channels, p->channels, left < 8 ? left : 8);
            }
        }
    }
}

#endif
