#include "modelc.h"
#include "modelc_kpu_places.h"

#if defined(MODELC_KPU_EXISTS)

#define MODELC_KPU_DOWNLOAD_PLACES_SIGNS UINT64_C(0x8080808080808080)

/* One place of all channels. */
static void modelc_kpu_download_places_one(const modelc_kpu_places *p, uint8_t *output)
{
    const modelc_kpu_image image = p->image;
    const uint32_t bit = (uint32_t)p->first_column % 8 * 8;
    volatile uint64_t *word = modelc_kpu_places_plane(p, 0).words + p->first_column / 8;
    for (int32_t channel = 0; channel < image.channels; ++channel) {
        output[channel] = (uint8_t)(*word >> bit ^ 0x80);
        word = modelc_kpu_next_channel(&image, word, channel);
    }
}

static inline void modelc_kpu_download_places_line(const modelc_kpu_places *p, const volatile uint64_t *line, uint8_t *target)
{
    for (int32_t x = 0; x < p->width; x += 8) {
        const int32_t count = p->width - x < 8 ? p->width - x : 8;
        uint64_t bytes = modelc_kpu_places_bytes(line, p->first_column + x * p->stride, p->stride, count) ^ MODELC_KPU_DOWNLOAD_PLACES_SIGNS;
        for (int32_t place = 0; place < count; ++place, bytes >>= 8, target += p->image.channels) {
            *target = (uint8_t)bytes;
        }
    }
}

static void modelc_kpu_download_places_all(const modelc_kpu_places *p, uint8_t *output)
{
    const modelc_kpu_places places = *p;
    const int32_t line_bytes = places.width * places.image.channels;
    modelc_kpu_plane plane = modelc_kpu_places_plane(&places, 0);
    for (int32_t channel = 0; channel < places.image.channels; ++channel) {
        const volatile uint64_t *line = plane.words;
        uint8_t *target = output + channel;
        for (int32_t y = 0; y < places.height; ++y, line += places.stride * plane.step, target += line_bytes) {
            modelc_kpu_download_places_line(&places, line, target);
        }
        plane.words = modelc_kpu_next_channel(&places.image, plane.words, channel);
    }
}

MODELC_API void modelc_kpu_download_places(const modelc_kpu_places *p, int8_t *output)
{
    if (p->height == 1 && p->width == 1) {
        modelc_kpu_download_places_one(p, (uint8_t *)output);
    } else {
        modelc_kpu_download_places_all(p, (uint8_t *)output);
    }
}

#endif
