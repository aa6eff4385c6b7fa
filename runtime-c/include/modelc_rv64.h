/*
 * Products of three bytes by three in one 64-bit multiplication. Not for models.
 *
 * With B = 2^21, (x0 + x1 B + x2 B^2) (w2 + w1 B + w0 B^2) has x0 w0 + x1 w1 + x2 w2 at B^2; what is beyond bit 63 is lost, bit 63 is spoilt.
 * Sums of such products are exact as long as the sums at B^0, B^1 and B^2 stay below 2^20: the compiler divides filters into blocks for which
 * its weights prove that. A word holds six weights plus 128, two triples: bytes 0 and 1 of the fields at B^0, B^1 and B^2. A block of a
 * column begins with the start value that takes the 128 back, whose 2^41 makes the lower fields positive.
 */
#ifndef MODELC_RV64_H
#define MODELC_RV64_H

#include "modelc.h"

/* The first triple of a word of weights; the second is 8 bits higher. */
#define MODELC_RV64_TRIPLE UINT64_C(0x0003fc001fe000ff)

static inline uint64_t modelc_rv64_triple(int64_t input0, int64_t input1, int64_t input2)
{
    return (uint64_t)input0 + ((uint64_t)input1 << 21) + ((uint64_t)input2 << 42);
}

/* The start value of a block. sum: of its triples of inputs. */
static inline uint64_t modelc_rv64_start(uint64_t sum)
{
    const uint64_t ones = modelc_rv64_triple(1, 1, 1);
    return (UINT64_C(1) << 41) - 128 * ones * sum;
}

/* What products have added up at B^2, 2^41 included. */
static inline int64_t modelc_rv64_sum(uint64_t sum)
{
    return (int64_t)(sum << 1) >> 43;
}

/* Writes a column: where the next word goes, every second; the block's start value, how many triples it still takes, their sum. */
typedef struct {
    uint64_t *next, *start;
    uint64_t sum;
    uint64_t pending; /* a triple of which filled inputs are known */
    int32_t filled;
    int32_t block, rest;
} modelc_rv64_column;

static inline void modelc_rv64_open(modelc_rv64_column *c, uint64_t *words, int32_t block)
{
    c->start = words;
    c->next = words + 2;
    c->sum = 0;
    c->pending = 0;
    c->filled = 0;
    c->block = block;
    c->rest = block;
}

/* Ends a block. */
static inline void modelc_rv64_start_block(modelc_rv64_column *c)
{
    *c->start = modelc_rv64_start(c->sum);
    c->start = c->next;
    c->next += 2;
    c->sum = 0;
    c->rest = c->block;
}

/* One triple; a block begins only when it is needed. */
static inline void modelc_rv64_put_triple(modelc_rv64_column *c, uint64_t triple)
{
    if (c->rest == 0) {
        modelc_rv64_start_block(c);
    }
    *c->next = triple;
    c->next += 2;
    c->sum += triple;
    --c->rest;
}

static inline void modelc_rv64_put(modelc_rv64_column *c, int64_t input)
{
    c->pending += (uint64_t)input << 21 * c->filled;
    if (++c->filled == 3) {
        modelc_rv64_put_triple(c, c->pending);
        c->pending = 0;
        c->filled = 0;
    }
}

static inline void modelc_rv64_append(modelc_rv64_column *c, const int8_t *inputs, int32_t count)
{
    for (; c->filled != 0 && count > 0; --count) {
        modelc_rv64_put(c, *inputs++);
    }
    while (count >= 3) {
        uint64_t *next;
        uint64_t sum;
        int32_t triples = count / 3;
        if (c->rest == 0) {
            modelc_rv64_start_block(c);
        }
        triples = triples < c->rest ? triples : c->rest;
        next = c->next;
        sum = c->sum;
        for (int32_t i = 0; i < triples; ++i, inputs += 3, next += 2) {
            *next = modelc_rv64_triple(inputs[0], inputs[1], inputs[2]);
            sum += *next;
        }
        c->next = next;
        c->sum = sum;
        c->rest -= triples;
        count -= 3 * triples;
    }
    for (; count > 0; --count) {
        modelc_rv64_put(c, *inputs++);
    }
}

static inline void modelc_rv64_pad(modelc_rv64_column *c, int32_t input, int32_t count)
{
    for (; count > 0; --count) {
        modelc_rv64_put(c, input);
    }
}

static inline void modelc_rv64_close(modelc_rv64_column *c)
{
    if (c->filled != 0) {
        modelc_rv64_put_triple(c, c->pending);
    }
    *c->start = modelc_rv64_start(c->sum);
}

/* The limits of an output in registers: stores of results cannot change a copy. */
typedef struct {
    int64_t min, max;
} modelc_rv64_limits;

static inline modelc_rv64_limits modelc_rv64_limits_of(const modelc_output_s8 *output)
{
    modelc_rv64_limits limits;
    limits.min = output->min;
    limits.max = output->max;
    return limits;
}

/*
 * As modelc_requantise and modelc_finish_s8 of sum and bias, for shifts of 32 to 54. offset: bias * multiplier + 2^(shift-1) +
 * zero point * 2^shift. A shift by register takes the low six bits.
 */
static inline int8_t modelc_rv64_finish(modelc_rv64_limits limits, int64_t sum, int64_t multiplier, int64_t offset)
{
    int64_t value = (sum * multiplier + offset) >> ((multiplier | 32) & 63);
    if (value < limits.min) {
        value = limits.min;
    }
    if (value > limits.max) {
        value = limits.max;
    }
    return (int8_t)value;
}

#endif
