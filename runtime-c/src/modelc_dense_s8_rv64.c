#include "modelc.h"
#include "modelc_rv64.h"

/* Up to six inputs plus 128, packed as weights are. */
static uint64_t modelc_dense_s8_rv64_word(const int8_t *input, int32_t count)
{
    uint64_t word = 0;
    for (int32_t i = 0; i < count && i < 6; ++i) {
        word |= (uint64_t)(input[i] + 128) << (i < 3 ? 21 * i : 21 * (i - 3) + 8);
    }
    return word;
}

/* All inputs, with a start value before each block. */
static void modelc_dense_s8_rv64_pack(const modelc_dense_s8_rv64_parameters *p, const int8_t *input, uint64_t *column)
{
    for (int32_t rest = p->inputs, count; rest > 0; rest -= count) {
        uint64_t *const start = column++;
        uint64_t sum = 0;
        count = rest < 3 * p->block ? rest : 3 * p->block;
        for (int32_t left = count; left > 0; left -= 6, input += 6) {
            const uint64_t word = left >= 6 ? modelc_rv64_triple(input[0] + 128, input[1] + 128, input[2] + 128) |
                                                  modelc_rv64_triple(input[3] + 128, input[4] + 128, input[5] + 128) << 8
                                            : modelc_dense_s8_rv64_word(input, left);
            *column++ = word;
            sum += (word & MODELC_RV64_TRIPLE) + (word >> 8 & MODELC_RV64_TRIPLE);
        }
        *start = modelc_rv64_start(sum);
    }
}

/* Two triples of one filter. The barrier keeps gcc from loading all weights first, which spills sums. */
#define MODELC_DENSE_S8_RV64_FILTER(sum, weights, filter) \
    do { \
        const uint64_t word = (uint64_t)weights[filter]; \
        sum += (word & MODELC_RV64_TRIPLE) * column0 + (word >> 8 & MODELC_RV64_TRIPLE) * column1; \
        __asm volatile("" : : : "memory"); \
    } while (0)

/* One triple. */
#define MODELC_DENSE_S8_RV64_LAST(sum, weights, filter) sum += ((uint64_t)weights[filter] & MODELC_RV64_TRIPLE) * column0

/* The end of a block. */
#define MODELC_DENSE_S8_RV64_KEEP(sum, sums, filter) sums[filter] += (int32_t)modelc_rv64_sum(sum)

#define MODELC_DENSE_S8_RV64_ALL(step, lower, upper) \
    step(sum0, lower, 0); \
    step(sum1, lower, 1); \
    step(sum2, lower, 2); \
    step(sum3, lower, 3); \
    step(sum4, lower, 4); \
    step(sum5, lower, 5); \
    step(sum6, lower, 6); \
    step(sum7, lower, 7); \
    step(sum8, upper, 0); \
    step(sum9, upper, 1); \
    step(sum10, upper, 2); \
    step(sum11, upper, 3); \
    step(sum12, upper, 4); \
    step(sum13, upper, 5); \
    step(sum14, upper, 6); \
    step(sum15, upper, 7)

/* Adds the products of a block with two groups of eight filters. */
__attribute__((noinline)) static void modelc_dense_s8_rv64_block(const int64_t *lower, const int64_t *upper, const uint64_t *column,
                                                                 int32_t triples, int32_t *sums)
{
    const uint64_t *const end = column + 1 + triples / 2;
    uint64_t sum0 = *column++;
    uint64_t sum1 = sum0, sum2 = sum0, sum3 = sum0, sum4 = sum0, sum5 = sum0, sum6 = sum0, sum7 = sum0;
    uint64_t sum8 = sum0, sum9 = sum0, sum10 = sum0, sum11 = sum0, sum12 = sum0, sum13 = sum0, sum14 = sum0, sum15 = sum0;
    for (; column < end; ++column, lower += 8, upper += 8) {
        const uint64_t column0 = *column & MODELC_RV64_TRIPLE;
        const uint64_t column1 = *column >> 8 & MODELC_RV64_TRIPLE;
        MODELC_DENSE_S8_RV64_ALL(MODELC_DENSE_S8_RV64_FILTER, lower, upper);
    }
    if ((triples & 1) != 0) {
        const uint64_t column0 = *column;
        MODELC_DENSE_S8_RV64_ALL(MODELC_DENSE_S8_RV64_LAST, lower, upper);
    }
    {
        int32_t *const upper_sums = sums + 8;
        MODELC_DENSE_S8_RV64_ALL(MODELC_DENSE_S8_RV64_KEEP, sums, upper_sums);
    }
}

#undef MODELC_DENSE_S8_RV64_FILTER
#undef MODELC_DENSE_S8_RV64_LAST
#undef MODELC_DENSE_S8_RV64_KEEP
#undef MODELC_DENSE_S8_RV64_ALL

/* One row, 16 outputs at a time; where only 8 are left the others are computed twice. */
static void modelc_dense_s8_rv64_row(const modelc_dense_s8_rv64_parameters *p, const uint64_t *column, int8_t *output)
{
    const modelc_rv64_limits limits = modelc_rv64_limits_of(&p->output);
    const int32_t triples = (p->inputs + 2) / 3;
    const int32_t group = (triples + 1) / 2 * 8;
    const int64_t *weights = p->weights;
    const int64_t *offset = p->offsets;
    const int32_t *multiplier = p->multipliers;
    for (int32_t rest = p->outputs; rest > 0; rest -= 16, weights += 2 * group) {
        const int64_t *const upper = weights + (rest > 8 ? group : 0);
        const int32_t count = rest < 16 ? rest : 16;
        const uint64_t *block = column;
        int32_t sums[16] = {0};
        for (int32_t done = 0; done < triples; done += p->block, block += 1 + p->block / 2) {
            const int32_t left = triples - done;
            modelc_dense_s8_rv64_block(weights + done * 4, upper + done * 4, block, left < p->block ? left : p->block, sums);
        }
        for (int32_t i = 0; i < count; ++i, ++offset, multiplier += p->multiplier_step) {
            *output++ = modelc_rv64_finish(limits, sums[i], *multiplier, *offset);
        }
    }
}

MODELC_API void modelc_dense_s8_rv64(const modelc_dense_s8_rv64_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    for (int32_t row = 0; row < parameters->rows; ++row) {
        modelc_dense_s8_rv64_pack(parameters, input + row * parameters->inputs, (uint64_t *)scratch);
        modelc_dense_s8_rv64_row(parameters, (const uint64_t *)scratch, output + row * parameters->outputs);
    }
}
