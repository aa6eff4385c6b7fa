#include "modelc.h"
#include "modelc_kpu.h"

#if defined(MODELC_KPU_EXISTS)

#define MODELC_KPU_REDUCE_EVEN UINT64_C(0x00ff00ff00ff00ff)
#define MODELC_KPU_REDUCE_PAIRS UINT64_C(0x0000ffff0000ffff)
#define MODELC_KPU_REDUCE_WORDS 128 /* whose pairs of bytes, 510 at most, add up in 16 bits */

/* Sums of a word's pairs of bytes, 16 bits each. */
static inline uint64_t modelc_kpu_reduce_pairs(uint64_t word)
{
    return (word & MODELC_KPU_REDUCE_EVEN) + ((word >> 8) & MODELC_KPU_REDUCE_EVEN);
}

/* The sum of the four numbers of 16 bits. */
static inline int32_t modelc_kpu_reduce_fold(uint64_t sums)
{
    const uint64_t halves = (sums & MODELC_KPU_REDUCE_PAIRS) + ((sums >> 16) & MODELC_KPU_REDUCE_PAIRS);
    return (int32_t)(uint32_t)(halves + (halves >> 32));
}

/* The bytes that count of some words, one below the other. */
static int32_t modelc_kpu_reduce_words(const volatile uint64_t *word, int32_t step, int32_t lines, uint64_t count)
{
    uint64_t sums = 0;
    for (int32_t y = 0; y < lines; ++y, word += step) {
        sums += modelc_kpu_reduce_pairs(*word & count);
    }
    return modelc_kpu_reduce_fold(sums);
}

/* The bytes of one channel. */
static int32_t modelc_kpu_reduce_channel(const modelc_kpu_image *image, modelc_kpu_plane plane)
{
    int32_t sum = 0;
    for (int32_t column = 0; column < image->width; column += 8) {
        const int32_t beyond = column + 8 - image->width;
        const uint64_t count = ~UINT64_C(0) >> (beyond > 0 ? 8 * beyond : 0);
        const volatile uint64_t *word = plane.words + column / 8;
        int32_t left = image->height;
        for (; left > MODELC_KPU_REDUCE_WORDS; left -= MODELC_KPU_REDUCE_WORDS, word += MODELC_KPU_REDUCE_WORDS * plane.step) {
            sum += modelc_kpu_reduce_words(word, plane.step, MODELC_KPU_REDUCE_WORDS, count);
        }
        sum += modelc_kpu_reduce_words(word, plane.step, left, count);
    }
    return sum;
}

MODELC_API void modelc_kpu_reduce(const modelc_kpu_reduce_parameters *p, int8_t *output)
{
    const modelc_kpu_image image = p->image;
    const modelc_output_s8 finish = p->output;
    modelc_kpu_plane plane = modelc_kpu_channel(&image, 0);
    for (int32_t channel = 0; channel < image.channels; ++channel) {
        const int32_t sum = modelc_kpu_reduce_channel(&image, plane) - p->zero;
        output[channel] = modelc_finish_s8(&finish, modelc_requantise(sum, p->multiplier));
        plane.words = modelc_kpu_next_channel(&image, plane.words, channel);
    }
}

#endif
