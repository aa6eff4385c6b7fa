#include "modelc.h"
#include "modelc_kpu.h"

#if MODELC_KPU_EXISTS

/* Eight bytes of a line, the signs changed; what is beyond the line is 0. stride: from one pixel to the next. */
static uint64_t modelc_kpu_upload_eight(const int8_t *input, int32_t stride, int32_t pixels)
{
    uint64_t word = 0;
    for (int32_t pixel = 0; pixel < pixels; ++pixel) {
        word |= (uint64_t)((uint8_t)input[pixel * stride] ^ 0x80u) << (8 * pixel);
    }
    return word;
}

/* Stores of eight bytes, since AI SRAM is not cached. Lines have room for whole words. */
MODELC_API void modelc_kpu_upload(const modelc_kpu_image *p, const int8_t *input)
{
    uint8_t *const image = modelc_kpu_sram() + p->row * MODELC_KPU_ROW_BYTES;
    for (int32_t channel = 0; channel < p->channels; ++channel) {
        const int32_t group = channel / p->channels_per_group;
        const int32_t place = channel - group * p->channels_per_group;
        uint8_t *const plane = image + group * p->rows_per_line * p->height * MODELC_KPU_ROW_BYTES + place * p->pitch;
        for (int32_t y = 0; y < p->height; ++y) {
            volatile uint64_t *const line = (volatile uint64_t *)(void *)(plane + y * p->rows_per_line * MODELC_KPU_ROW_BYTES);
            const int8_t *const source = input + y * p->width * p->channels + channel;
            for (int32_t x = 0; x < p->width; x += 8) {
                const int32_t left = p->width - x;
                line[x / 8] = modelc_kpu_upload_eight(source + x * p->channels, p->channels, left < 8 ? left : 8);
            }
        }
    }
}

#endif
