#include "modelc.h"
#include "modelc_kpu_places.h"

#if defined(MODELC_KPU_EXISTS)

#define MODELC_KPU_REARRANGE_EACH UINT64_C(0x0101010101010101)

/* One line of the new image. count: of its bytes that are places, the others are zero. */
static inline void modelc_kpu_rearrange_line(
    const modelc_kpu_rearrange_parameters *p, const volatile uint64_t *line, volatile uint64_t *target, int32_t count, uint64_t zeros)
{
    int32_t column = p->from.first_column;
    for (int32_t left = p->to.width; left > 0; left -= 8, count -= 8, column += 8 * p->from.stride) {
        uint64_t word = zeros;
        if (count >= 8) {
            word = modelc_kpu_places_bytes(line, column, p->from.stride, 8);
        } else if (count > 0) {
            word = modelc_kpu_places_bytes(line, column, p->from.stride, count) | zeros << (8 * count);
        }
        *target++ = word;
    }
}

MODELC_API void modelc_kpu_rearrange(const modelc_kpu_rearrange_parameters *p)
{
    const uint64_t zeros = (uint64_t)p->zero * MODELC_KPU_REARRANGE_EACH;
    for (int32_t channel = 0; channel < p->to.channels; ++channel) {
        modelc_kpu_plane from = modelc_kpu_places_plane(&p->from, channel);
        modelc_kpu_plane to = modelc_kpu_channel(&p->to, channel);
        for (int32_t y = 0; y < p->to.height; ++y, from.words += p->from.stride * from.step, to.words += to.step) {
            modelc_kpu_rearrange_line(p, from.words, to.words, y < p->from.height ? p->from.width : 0, zeros);
        }
    }
}

#endif
