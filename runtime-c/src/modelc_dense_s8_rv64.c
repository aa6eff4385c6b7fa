#include "modelc.h"
#include "modelc_rv64.h"

/* Up to six inputs plus 128: the triple that meets the second one of a word of weights, and above it the first. */
static uint64_t modelc_dense_s8_rv64_word(const int8_t *input, int32_t count)
{
    uint64_t word = 0;
    for (int32_t i = 0; i < count && i < 6; ++i) {
        word |= (uint64_t)(input[i] + 128) << (i < 3 ? 21 * i + 8 : 21 * (i - 3));
    }
    return word;
}

/* All inputs, with a start value before each block. */
static void modelc_dense_s8_rv64_pack(const modelc_dense_s8_rv64_parameters *p, const int8_t *input, uint64_t *column)
{
    const int32_t block = 6 * p->block;
    for (int32_t rest = p->inputs, count; rest > 0; rest -= count) {
        uint64_t *const start = column++;
        uint64_t first = 0;
        uint64_t second = 0;
        count = rest < block ? rest : block;
        for (int32_t left = count; left > 0; left -= 6, input += 6) {
            const uint64_t word = left >= 6 ? modelc_rv64_triple(input[0] + 128, input[1] + 128, input[2] + 128) << 8 |
                                                  modelc_rv64_triple(input[3] + 128, input[4] + 128, input[5] + 128)
                                            : modelc_dense_s8_rv64_word(input, left);
            *column++ = word;
            first += word >> 8 & MODELC_RV64_INPUTS;
            second += word & MODELC_RV64_INPUTS;
        }
        *start = MODELC_RV64_GUARD + modelc_rv64_correction(first, second);
    }
}

/* A word of one filter's weights. The barrier keeps gcc from loading all weights first, which spills sums. */
#define MODELC_DENSE_S8_RV64_FILTER(weights, filter, index) \
    do { \
        const uint64_t word = (uint64_t)weights[filter]; \
        sum##index -= word * first; \
        sum##index += (word >> 8 & MODELC_RV64_WEIGHTS) * both; \
        __asm volatile("" : : : "memory"); \
    } while (0)

/* The end of a block that others follow. */
#define MODELC_DENSE_S8_RV64_KEEP(weights, filter, index) earlier[index] += (int32_t)modelc_rv64_sum(sum##index)

/* The end of the last block. */
#define MODELC_DENSE_S8_RV64_SUM(weights, filter, index) sum##index = (uint64_t)modelc_rv64_sum(sum##index)

#define MODELC_DENSE_S8_RV64_ADD(weights, filter, index) sum##index += (uint64_t)earlier[index]

#define MODELC_DENSE_S8_RV64_FINISH(weights, filter, index) \
    do { \
        if (outputs > index) { \
            output[index] = modelc_rv64_finish(limits, (int64_t)sum##index, *multiplier, offsets[index]); \
            multiplier += step; \
        } \
    } while (0)

#define MODELC_DENSE_S8_RV64_ALL(step) \
    step(lower, 0, 0); \
    step(lower, 1, 1); \
    step(lower, 2, 2); \
    step(lower, 3, 3); \
    step(lower, 4, 4); \
    step(lower, 5, 5); \
    step(lower, 6, 6); \
    step(lower, 7, 7); \
    step(upper, 0, 8); \
    step(upper, 1, 9); \
    step(upper, 2, 10); \
    step(upper, 3, 11); \
    step(upper, 4, 12); \
    step(upper, 5, 13); \
    step(upper, 6, 14); \
    step(upper, 7, 15)

/* 16 outputs from begin on; where only 8 are left the others are computed twice. */
__attribute__((noinline)) static void modelc_dense_s8_rv64_tile(const modelc_dense_s8_rv64_parameters *p, int32_t begin,
                                                                const uint64_t *column, int8_t *output)
{
    const int32_t outputs = p->outputs - begin;
    const int64_t *lower = p->weights + begin * p->words;
    const int64_t *upper = outputs > 8 ? lower + 8 * p->words : lower;
    uint64_t sum0, sum1, sum2, sum3, sum4, sum5, sum6, sum7, sum8, sum9, sum10, sum11, sum12, sum13, sum14, sum15;
    int32_t rest = p->words;
    int32_t earlier[16];
    if (rest > p->block) {
        memset(earlier, 0, sizeof(earlier));
    }
    for (;;) {
        const int32_t block = rest < p->block ? rest : p->block;
        const uint64_t *const end = column + 1 + block;
        sum0 = sum1 = sum2 = sum3 = sum4 = sum5 = sum6 = sum7 = *column;
        sum8 = sum9 = sum10 = sum11 = sum12 = sum13 = sum14 = sum15 = *column;
        for (++column; column < end; ++column, lower += 8, upper += 8) {
            const uint64_t both = *column;
            const uint64_t first = both >> 8 & MODELC_RV64_INPUTS;
            MODELC_DENSE_S8_RV64_ALL(MODELC_DENSE_S8_RV64_FILTER);
        }
        rest -= block;
        if (rest == 0) {
            break;
        }
        MODELC_DENSE_S8_RV64_ALL(MODELC_DENSE_S8_RV64_KEEP);
    }
    MODELC_DENSE_S8_RV64_ALL(MODELC_DENSE_S8_RV64_SUM);
    if (p->words > p->block) {
        MODELC_DENSE_S8_RV64_ALL(MODELC_DENSE_S8_RV64_ADD);
    }
    {
        const modelc_rv64_limits limits = modelc_rv64_limits_of(&p->output);
        const int64_t *const offsets = p->offsets + begin;
        const int32_t step = p->multiplier_step;
        const int32_t *multiplier = p->multipliers + begin * step;
        output += begin;
        MODELC_DENSE_S8_RV64_ALL(MODELC_DENSE_S8_RV64_FINISH);
    }
}

#undef MODELC_DENSE_S8_RV64_FILTER
#undef MODELC_DENSE_S8_RV64_KEEP
#undef MODELC_DENSE_S8_RV64_SUM
#undef MODELC_DENSE_S8_RV64_ADD
#undef MODELC_DENSE_S8_RV64_FINISH
#undef MODELC_DENSE_S8_RV64_ALL

MODELC_API void modelc_dense_s8_rv64(const modelc_dense_s8_rv64_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    for (int32_t row = 0; row < parameters->rows; ++row, input += parameters->inputs, output += parameters->outputs) {
        modelc_dense_s8_rv64_pack(parameters, input, (uint64_t *)scratch);
        for (int32_t begin = 0; begin < parameters->outputs; begin += 16) {
            modelc_dense_s8_rv64_tile(parameters, begin, (const uint64_t *)scratch, output);
        }
    }
}
