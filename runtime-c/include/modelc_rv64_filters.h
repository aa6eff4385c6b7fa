/* Filters of convolutions on 64-bit cores, eight of them by two columns at a time. Not for models. */
#ifndef MODELC_RV64_FILTERS_H
#define MODELC_RV64_FILTERS_H

#include "modelc_rv64.h"

/* A word of one filter's weights by two columns. The barrier keeps gcc from loading all weights first, which spills sums. */
#define MODELC_RV64_WORD(filter) \
    do { \
        const uint64_t word = (uint64_t)weights[filter]; \
        const uint64_t second = word >> 8 & MODELC_RV64_WEIGHTS; \
        sum0##filter -= word * first0; \
        sum1##filter -= word * first1; \
        sum0##filter += second * both0; \
        sum1##filter += second * both1; \
        __asm volatile("" : : : "memory"); \
    } while (0)

/* The first triple of a word. */
#define MODELC_RV64_LAST(filter) \
    do { \
        const uint64_t first = (uint64_t)weights[filter] & MODELC_RV64_WEIGHTS; \
        sum0##filter -= first * first0; \
        sum1##filter -= first * first1; \
        __asm volatile("" : : : "memory"); \
    } while (0)

/* The end of a block that others follow. */
#define MODELC_RV64_KEEP(filter) \
    do { \
        earlier[2 * filter] += (int32_t)modelc_rv64_sum(sum0##filter); \
        earlier[2 * filter + 1] += (int32_t)modelc_rv64_sum(sum1##filter); \
    } while (0)

/* The end of the last block. */
#define MODELC_RV64_SUM(filter) \
    do { \
        sum0##filter = (uint64_t)modelc_rv64_sum(sum0##filter); \
        sum1##filter = (uint64_t)modelc_rv64_sum(sum1##filter); \
    } while (0)

#define MODELC_RV64_ADD(filter) \
    do { \
        sum0##filter += (uint64_t)earlier[2 * filter]; \
        sum1##filter += (uint64_t)earlier[2 * filter + 1]; \
    } while (0)

/* Two results. */
#define MODELC_RV64_FINISH(filter) \
    do { \
        const int64_t multiplier = multipliers[filter]; \
        const int64_t offset = offsets[filter]; \
        result0[filter] = modelc_rv64_finish(limits, (int64_t)sum0##filter, multiplier, offset); \
        result1[filter] = modelc_rv64_finish(limits, (int64_t)sum1##filter, multiplier, offset); \
    } while (0)

#define MODELC_RV64_ALL(step) \
    step(0); \
    step(1); \
    step(2); \
    step(3); \
    step(4); \
    step(5); \
    step(6); \
    step(7)

/*
 * Eight filters from begin on at two places. distance: from a word of the first place's column to that of the second's; step: from word to word
 * of a column. starts0, starts1: the start values of the columns' blocks.
 */
static inline void modelc_rv64_tile(const modelc_rv64_filters *f, int32_t begin, const uint64_t *next, int32_t distance, int32_t step,
                                    const uint64_t *starts0, const uint64_t *starts1, int8_t *output0, int8_t *output1)
{
    const int64_t *weights = f->weights + begin * (int32_t)((uint32_t)(f->triples + 1) / 2);
    uint64_t sum00, sum01, sum02, sum03, sum04, sum05, sum06, sum07;
    uint64_t sum10, sum11, sum12, sum13, sum14, sum15, sum16, sum17;
    int32_t rest = f->triples;
    int32_t earlier[16];
    if (rest > f->block) {
        memset(earlier, 0, sizeof(earlier));
    }
    for (;;) {
        const int32_t block = rest < f->block ? rest : f->block;
        const uint64_t *const end = next + (block & ~1) * step;
        sum00 = sum01 = sum02 = sum03 = sum04 = sum05 = sum06 = sum07 = *starts0++;
        sum10 = sum11 = sum12 = sum13 = sum14 = sum15 = sum16 = sum17 = *starts1++;
        for (const uint64_t *other = next + distance; next < end; next += 2 * step, other += 2 * step, weights += 8) {
            const uint64_t first0 = next[0];
            const uint64_t first1 = other[0];
            const uint64_t both0 = next[step];
            const uint64_t both1 = other[step];
            MODELC_RV64_ALL(MODELC_RV64_WORD);
        }
        rest -= block;
        if (rest == 0) {
            break;
        }
        MODELC_RV64_ALL(MODELC_RV64_KEEP);
    }
    if ((f->triples & 1) != 0) {
        const uint64_t first0 = next[0];
        const uint64_t first1 = next[distance];
        MODELC_RV64_ALL(MODELC_RV64_LAST);
    }
    MODELC_RV64_ALL(MODELC_RV64_SUM);
    if (f->triples > f->block) {
        MODELC_RV64_ALL(MODELC_RV64_ADD);
    }
    {
        const modelc_rv64_limits limits = modelc_rv64_limits_of(&f->output);
        const int32_t *const multipliers = f->multipliers + begin;
        const int64_t *const offsets = f->offsets + begin;
        const int32_t filters = f->filters - begin;
        int8_t some[16];
        int8_t *const result0 = filters < 8 ? some : output0 + begin;
        int8_t *const result1 = filters < 8 ? some + 8 : output1 + begin;
        MODELC_RV64_ALL(MODELC_RV64_FINISH);
        for (int32_t i = 0; filters < 8 && i < filters; ++i) {
            output0[begin + i] = some[i];
            output1[begin + i] = some[8 + i];
        }
    }
}

#undef MODELC_RV64_WORD
#undef MODELC_RV64_LAST
#undef MODELC_RV64_KEEP
#undef MODELC_RV64_SUM
#undef MODELC_RV64_ADD
#undef MODELC_RV64_FINISH
#undef MODELC_RV64_ALL

#endif
