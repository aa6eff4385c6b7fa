#include "modelc.h"
#include "modelc_kpu.h"

#if defined(MODELC_KPU_EXISTS)

/* One line: loads of eight bytes, since AI SRAM is not cached. target: its first byte, the next is pixel bytes behind it. */
static inline void modelc_kpu_download_places_line(
    const volatile uint64_t *line, uint32_t column, uint32_t stride, int32_t width, uint8_t *target, int32_t pixel)
{
    uint32_t end = (column | 7u) + 1; /* of the bytes that are loaded */
    uint64_t word = line[column / 8] >> (column % 8 * 8);
    for (int32_t x = 0; x < width; ++x, target += pixel) {
        if (column >= end) {
            end = (column | 7u) + 1;
            word = line[column / 8] >> (column % 8 * 8);
        }
        *target = (uint8_t)(word ^ 0x80u);
        column += stride;
        word = word >> (stride % 8 * 8);
    }
}

MODELC_API void modelc_kpu_download_places(const modelc_kpu_download_places_parameters *p, int8_t *output)
{
    const int32_t line_bytes = p->width * p->image.channels;
    for (int32_t channel = 0; channel < p->image.channels; ++channel) {
        const modelc_kpu_plane plane = modelc_kpu_channel(&p->image, channel);
        const volatile uint64_t *line = plane.words + p->first_row * plane.step;
        uint8_t *target = (uint8_t *)output + channel;
        for (int32_t y = 0; y < p->height; ++y, line += p->stride * plane.step, target += line_bytes) {
            modelc_kpu_download_places_line(line, (uint32_t)p->first_column, (uint32_t)p->stride, p->width, target, p->image.channels);
        }
    }
}

#endif
