#include "modelc.h"
#include "modelc_kpu.h"

#if defined(MODELC_KPU_EXISTS)

/* Loads of eight bytes, since AI SRAM is not cached. */
MODELC_API void modelc_kpu_download_places(const modelc_kpu_download_places_parameters *p, int8_t *output)
{
    for (int32_t channel = 0; channel < p->image.channels; ++channel) {
        const modelc_kpu_plane plane = modelc_kpu_channel(&p->image, channel);
        const volatile uint64_t *line = plane.words + p->first_row * plane.step;
        uint8_t *target = (uint8_t *)output + channel;
        for (int32_t y = 0; y < p->height; ++y, line += p->stride * plane.step) {
            int32_t column = p->first_column;
            int32_t loaded = column / 8;
            uint64_t word = line[loaded];
            for (int32_t x = 0; x < p->width; ++x, column += p->stride, target += p->image.channels) {
                if (column / 8 != loaded) {
                    loaded = column / 8;
                    word = line[loaded];
                }
                *target = (uint8_t)((word >> (column % 8 * 8)) ^ 0x80u);
            }
        }
    }
}

#endif
