/*
 * Places of images in AI SRAM, which is read in words of eight bytes, since it is not cached. Not for models.
 */
#ifndef MODELC_KPU_PLACES_H
#define MODELC_KPU_PLACES_H

#include "modelc_kpu.h"

#if defined(MODELC_KPU_EXISTS)

/* The first line of a channel that counts. */
static inline modelc_kpu_plane modelc_kpu_places_plane(const modelc_kpu_places *p, int32_t channel)
{
    modelc_kpu_plane plane = modelc_kpu_channel(&p->image, channel);
    plane.words += p->first_row * plane.step;
    return plane;
}

/* Up to eight bytes of a line; what is behind them is of no use. */
static inline uint64_t modelc_kpu_places_run(const volatile uint64_t *line, int32_t column, int32_t count)
{
    const volatile uint64_t *const word = line + (uint32_t)column / 8;
    const uint32_t bit = (uint32_t)column % 8 * 8;
    uint64_t bytes = word[0] >> bit;
    if (bit + 8 * (uint32_t)count > 64) {
        bytes |= word[1] << (64 - bit);
    }
    return bytes;
}

/* Every second byte of a word, in its lower half. */
static inline uint64_t modelc_kpu_places_even(uint64_t word)
{
    word &= UINT64_C(0x00ff00ff00ff00ff);
    word = (word | word >> 8) & UINT64_C(0x0000ffff0000ffff);
    return (word | word >> 16) & UINT64_C(0xffffffff);
}

static inline uint64_t modelc_kpu_places_every_second(const volatile uint64_t *line, int32_t column, int32_t count)
{
    const int32_t columns = 2 * count - 1;
    uint64_t bytes = modelc_kpu_places_even(modelc_kpu_places_run(line, column, columns < 8 ? columns : 8));
    if (columns > 8) {
        bytes |= modelc_kpu_places_even(modelc_kpu_places_run(line, column + 8, columns - 8)) << 32;
    }
    return bytes;
}

static inline uint64_t modelc_kpu_places_any(const volatile uint64_t *line, int32_t column, int32_t stride, int32_t count)
{
    uint64_t bytes = 0;
    for (int32_t place = 0; place < count; ++place, column += stride) {
        bytes |= (modelc_kpu_places_run(line, column, 1) & 0xff) << (8 * place);
    }
    return bytes;
}

/* The bytes at column, column + stride, ... of a line, count of them, 1 to 8, and zeros. */
static inline uint64_t modelc_kpu_places_bytes(const volatile uint64_t *line, int32_t column, int32_t stride, int32_t count)
{
    const uint64_t bytes = stride == 1 ? modelc_kpu_places_run(line, column, count)
        : stride == 2                  ? modelc_kpu_places_every_second(line, column, count)
                                       : modelc_kpu_places_any(line, column, stride, count);
    return bytes & ~UINT64_C(0) >> (64 - 8 * count);
}

#endif

#endif
