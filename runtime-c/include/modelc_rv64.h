/*
 * Products of three bytes by three in one 64-bit multiplication. Not for models.
 *
 * With B = 2^21, (x0 + x1 B + x2 B^2) (w2 + w1 B + w0 B^2) has x0 w0 + x1 w1 + x2 w2 at B^2. Everything is taken twice, so that bits 43 to 63
 * are that sum and what lies beyond is lost. Sums of such products are exact as long as the sums at B^0, B^1 and B^2 stay below 2^20: the
 * compiler divides filters into blocks for which its weights prove that. A word holds six weights w, two triples: bytes 0 of the fields at B^0,
 * B^1 and B^2 are 127 - w of the first, bytes 1 are 128 + w of the second. So the word is a + 256 b, and for triples x and y of inputs
 * b (y + 256 x) - word x = b y - a x takes one mask. A block of a column begins with the start value that takes 127 and 128 back, and the
 * guard, which makes the lower fields positive.
 */
#ifndef MODELC_RV64_H
#define MODELC_RV64_H

#include "modelc.h"

/* The first triple of a word of inputs; the second is 8 bits higher. Weights are taken twice. */
#define MODELC_RV64_INPUTS UINT64_C(0x0003fc001fe000ff)
#define MODELC_RV64_WEIGHTS (2 * MODELC_RV64_INPUTS)

#define MODELC_RV64_GUARD (UINT64_C(1) << 42)

static inline uint64_t modelc_rv64_triple(int64_t input0, int64_t input1, int64_t input2)
{
    return (uint64_t)input0 + ((uint64_t)input1 << 21) + ((uint64_t)input2 << 42);
}

/* What first and second, sums of the triples of inputs that meet the first, the second triples of words, add to a block's start value. */
static inline uint64_t modelc_rv64_correction(uint64_t first, uint64_t second)
{
    const uint64_t ones = modelc_rv64_triple(1, 1, 1);
    return 2 * ones * (127 * first - 128 * second);
}

/* What products have added up at B^2, from the guard on. */
static inline int64_t modelc_rv64_sum(uint64_t sum)
{
    return (int64_t)sum >> 43;
}

/* Writes a column: where the next word goes, every second; the block's start value, the sums for it, how many triples it still takes. */
typedef struct {
    uint64_t *next, *start;
    uint64_t first, second;
    uint64_t pending; /* a triple of which filled inputs are known */
    int32_t filled;
    int32_t block, rest;
} modelc_rv64_column;

static inline void modelc_rv64_open(modelc_rv64_column *c, uint64_t *words, uint64_t *starts, int32_t block)
{
    c->next = words;
    c->start = starts;
    c->first = 0;
    c->second = 0;
    c->pending = 0;
    c->filled = 0;
    c->block = block;
    c->rest = block;
}

/* Begins another block, if this one is full. */
static inline void modelc_rv64_make_room(modelc_rv64_column *c)
{
    if (c->rest == 0) {
        *c->start++ = MODELC_RV64_GUARD + modelc_rv64_correction(c->first, c->second);
        c->first = 0;
        c->second = 0;
        c->rest = c->block;
    }
}

static inline void modelc_rv64_put_triple(modelc_rv64_column *c, uint64_t triple)
{
    modelc_rv64_make_room(c);
    if ((c->rest & 1) == 0) {
        *c->next = triple;
        c->first += triple;
    } else {
        *c->next = triple + (c->next[-2] << 8);
        c->second += triple;
    }
    c->next += 2;
    --c->rest;
}

static inline void modelc_rv64_put_three(modelc_rv64_column *c, const int8_t *inputs)
{
    modelc_rv64_put_triple(c, modelc_rv64_triple(inputs[0], inputs[1], inputs[2]));
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

/* As many words of weights as count inputs, at least six, and the block take; returns the inputs used. */
static inline int32_t modelc_rv64_put_pairs(modelc_rv64_column *c, const int8_t *inputs, int32_t count)
{
    const int32_t most = c->rest / 2;
    const int32_t pairs = count / 6 < most ? count / 6 : most;
    uint64_t *next = c->next;
    uint64_t first = c->first;
    uint64_t second = c->second;
    for (uint64_t *const end = next + 4 * pairs; next < end; next += 4, inputs += 6) {
        const uint64_t triple0 = modelc_rv64_triple(inputs[0], inputs[1], inputs[2]);
        const uint64_t triple1 = modelc_rv64_triple(inputs[3], inputs[4], inputs[5]);
        next[0] = triple0;
        next[2] = triple1 + (triple0 << 8);
        first += triple0;
        second += triple1;
    }
    c->next = next;
    c->first = first;
    c->second = second;
    c->rest -= 2 * pairs;
    return 6 * pairs;
}

static inline void modelc_rv64_append(modelc_rv64_column *c, const int8_t *inputs, int32_t count)
{
    for (; c->filled != 0 && count > 0; --count) {
        modelc_rv64_put(c, *inputs++);
    }
    if ((c->rest & 1) != 0 && count >= 3) {
        modelc_rv64_put_three(c, inputs);
        inputs += 3;
        count -= 3;
    }
    while (count >= 6) {
        int32_t used;
        modelc_rv64_make_room(c);
        used = modelc_rv64_put_pairs(c, inputs, count);
        inputs += used;
        count -= used;
    }
    if (count >= 3) {
        modelc_rv64_put_three(c, inputs);
        inputs += 3;
        count -= 3;
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
    *c->start = MODELC_RV64_GUARD + modelc_rv64_correction(c->first, c->second);
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
 * zero point * 2^shift. A shift by register takes the low six bits; gcc must not see that five of them are the multiplier's.
 */
static inline int8_t modelc_rv64_finish(modelc_rv64_limits limits, int64_t sum, int64_t multiplier, int64_t offset)
{
    int64_t shift = multiplier | 32;
    int64_t value;
    __asm("" : "+r"(shift));
    value = (sum * multiplier + offset) >> (shift & 63);
    if (value < limits.min) {
        value = limits.min;
    }
    if (value > limits.max) {
        value = limits.max;
    }
    return (int8_t)value;
}

#endif
