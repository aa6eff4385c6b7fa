#include "modelc.h"
#include "modelc_kpu_places.h"

#if defined(MODELC_KPU_EXISTS)

/* What is stored next. */
typedef struct {
    volatile uint64_t *patches;
    int32_t channel;
    uint64_t elements;
    int32_t count; /* 0 to 7 */
} modelc_kpu_pack_channel;

/* Adds 1 to 8 elements, behind which are zeros. */
static inline void modelc_kpu_pack_append(modelc_kpu_pack_channel *next, uint64_t elements, int32_t count)
{
    next->elements |= elements << (8 * next->count);
    next->count += count;
    if (next->count >= 8) {
        modelc_kpu_store_patch(next->patches, next->channel++, next->elements);
        next->count -= 8;
        next->elements = next->count > 0 ? elements >> (8 * (count - next->count)) : 0;
    }
}

/* One place of all channels. */
static void modelc_kpu_pack_one(const modelc_kpu_places *p, volatile uint64_t *patches)
{
    const modelc_kpu_image image = p->image;
    const uint32_t bit = (uint32_t)p->first_column % 8 * 8;
    volatile uint64_t *word = modelc_kpu_places_plane(p, 0).words + p->first_column / 8;
    for (int32_t first = 0; first < image.channels; first += 8) {
        const int32_t end = image.channels - first < 8 ? image.channels : first + 8;
        uint64_t elements = 0;
        for (int32_t channel = first; channel < end; ++channel) {
            elements |= (*word >> bit & 0xff) << (8 * (channel - first));
            word = modelc_kpu_next_channel(&image, word, channel);
        }
        modelc_kpu_store_patch(patches, first / 8, elements);
    }
}

static inline void modelc_kpu_pack_line(const modelc_kpu_places *p, const volatile uint64_t *line, modelc_kpu_pack_channel *next)
{
    for (int32_t x = 0; x < p->width; x += 8) {
        const int32_t count = p->width - x < 8 ? p->width - x : 8;
        modelc_kpu_pack_append(next, modelc_kpu_places_bytes(line, p->first_column + x * p->stride, p->stride, count), count);
    }
}

static void modelc_kpu_pack_all(const modelc_kpu_places *p, volatile uint64_t *patches)
{
    const modelc_kpu_places places = *p;
    modelc_kpu_pack_channel next = {patches, 0, 0, 0};
    modelc_kpu_plane plane = modelc_kpu_places_plane(&places, 0);
    for (int32_t channel = 0; channel < places.image.channels; ++channel) {
        const volatile uint64_t *line = plane.words;
        for (int32_t y = 0; y < places.height; ++y, line += places.stride * plane.step) {
            modelc_kpu_pack_line(&places, line, &next);
        }
        plane.words = modelc_kpu_next_channel(&places.image, plane.words, channel);
    }
    if (next.count > 0) {
        modelc_kpu_store_patch(patches, next.channel, next.elements);
    }
}

MODELC_API void modelc_kpu_pack(const modelc_kpu_pack_parameters *p)
{
    volatile uint64_t *const patches = (volatile uint64_t *)(void *)(modelc_kpu_sram() + p->row * MODELC_KPU_ROW_BYTES);
    if (p->from.height == 1 && p->from.width == 1) {
        modelc_kpu_pack_one(&p->from, patches);
    } else {
        modelc_kpu_pack_all(&p->from, patches);
    }
}

#endif
