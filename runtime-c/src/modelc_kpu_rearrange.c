#include "modelc.h"
#include "modelc_kpu_places.h"

#if defined(MODELC_KPU_EXISTS)

#define MODELC_KPU_REARRANGE_EACH UINT64_C(0x0101010101010101)

/* Eight columns of the new image. */
typedef struct {
    int32_t column; /* of the old image */
    int32_t count;  /* of the columns that are places, 0 to 8 */
    uint64_t zeros, behind;
} modelc_kpu_rearrange_run;

/* All channels, from and to the channel's first lines. */
static void modelc_kpu_rearrange_columns(
    const modelc_kpu_rearrange_parameters *p, const modelc_kpu_rearrange_run run, modelc_kpu_plane from, modelc_kpu_plane to)
{
    const modelc_kpu_image image = p->from.image;
    const modelc_kpu_image target = p->to;
    const int32_t stride = p->from.stride;
    const int32_t lines = run.count > 0 ? p->from.height : 0;
    for (int32_t channel = 0; channel < target.channels; ++channel) {
        const volatile uint64_t *line = from.words;
        volatile uint64_t *word = to.words;
        for (int32_t y = 0; y < lines; ++y, line += stride * from.step, word += to.step) {
            *word = modelc_kpu_places_bytes(line, run.column, stride, run.count) | run.behind;
        }
        for (int32_t y = lines; y < target.height; ++y, word += to.step) {
            *word = run.zeros;
        }
        from.words = modelc_kpu_next_channel(&image, from.words, channel);
        to.words = modelc_kpu_next_channel(&target, to.words, channel);
    }
}

MODELC_API void modelc_kpu_rearrange(const modelc_kpu_rearrange_parameters *p)
{
    const modelc_kpu_plane from = modelc_kpu_places_plane(&p->from, 0);
    modelc_kpu_plane to = modelc_kpu_channel(&p->to, 0);
    for (int32_t column = 0; column < p->to.width; column += 8, ++to.words) {
        const int32_t left = p->from.width - column;
        modelc_kpu_rearrange_run run;
        run.column = p->from.first_column + column * p->from.stride;
        run.count = left < 0 ? 0 : left > 8 ? 8 : left;
        run.zeros = (uint64_t)p->zero * MODELC_KPU_REARRANGE_EACH;
        run.behind = run.count < 8 ? run.zeros << (8 * run.count) : 0;
        modelc_kpu_rearrange_columns(p, run, from, to);
    }
}

#endif
