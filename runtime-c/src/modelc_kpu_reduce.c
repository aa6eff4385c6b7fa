#include "modelc.h"
#include "modelc_kpu.h"

#if defined(MODELC_KPU_EXISTS)

/* The sum of a word's eight bytes. */
static inline int32_t modelc_kpu_reduce_word(uint64_t word)
{
    const uint64_t even = UINT64_C(0x00ff00ff00ff00ff);
    const uint64_t pairs = (word & even) + ((word >> 8) & even);
    return (int32_t)((pairs * UINT64_C(0x0001000100010001)) >> 48);
}

MODELC_API void modelc_kpu_reduce(const modelc_kpu_reduce_parameters *p, int8_t *output)
{
    const int32_t words = p->width / 8;
    const int32_t rest = p->width - 8 * words;
    const uint64_t last = (UINT64_C(1) << (8 * rest)) - 1;
    for (int32_t channel = 0; channel < p->image.channels; ++channel) {
        modelc_kpu_plane plane = modelc_kpu_channel(&p->image, channel);
        int32_t sum = -p->zero;
        for (int32_t y = 0; y < p->height; ++y, plane.words += plane.step) {
            for (int32_t word = 0; word < words; ++word) {
                sum += modelc_kpu_reduce_word(plane.words[word]);
            }
            if (rest > 0) {
                sum += modelc_kpu_reduce_word(plane.words[words] & last);
            }
        }
        output[channel] = modelc_finish_s8(&p->output, modelc_requantise(sum, p->multiplier));
    }
}

#endif
