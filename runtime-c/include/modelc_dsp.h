/* Instructions of Arm's DSP extension that kernels share. Not for models. */
#ifndef MODELC_DSP_H
#define MODELC_DSP_H

#include "modelc.h"

#if defined(__ARM_FEATURE_DSP)

/* Requantises value by a multiplier word (its low byte is the shift less 32, at least 1); low is overwritten. */
#define MODELC_DSP_REQUANTISE(value, low, multiplier) MODELC_DSP_REQUANTISE_BY(value, low, multiplier, multiplier)

/* The same with the shift in the low byte of a register of its own: 8 more for a value that is 256 times as large. */
#define MODELC_DSP_REQUANTISE_BY(value, low, multiplier, shift)  \
    "smull " low ", " value ", " value ", " multiplier "\n"      \
    "asrs " value ", " value ", " shift "\n"                     \
    "adc " value ", " value ", #0\n"

/* Four requantised channels (each within 16 bits) to s8 in one word, in channel0; zero: zero point + 128 in both halves. */
#define MODELC_DSP_PACK(channel0, channel1, channel2, channel3, zero)  \
    "pkhbt " channel0 ", " channel0 ", " channel2 ", lsl #16\n"        \
    "pkhbt " channel1 ", " channel1 ", " channel3 ", lsl #16\n"        \
    "sadd16 " channel0 ", " channel0 ", " zero "\n"                    \
    "sadd16 " channel1 ", " channel1 ", " zero "\n"                    \
    "usat16 " channel0 ", #8, " channel0 "\n"                          \
    "usat16 " channel1 ", #8, " channel1 "\n"                          \
    "orr " channel0 ", " channel0 ", " channel1 ", lsl #8\n"           \
    "eor " channel0 ", " channel0 ", #0x80808080\n"

static inline uint32_t modelc_load_4xs8(const int8_t *four)
{
    uint32_t word;
    memcpy(&word, four, 4);
    return word;
}

/* Bytes 0 and 2, sign-extended to 16 bits. */
static inline uint32_t modelc_sxtb16(uint32_t bytes)
{
    uint32_t halves;
    __asm("sxtb16 %0, %1" : "=r"(halves) : "r"(bytes));
    return halves;
}

/* Bytes 1 and 3, sign-extended to 16 bits. */
static inline uint32_t modelc_sxtb16_ror8(uint32_t bytes)
{
    uint32_t halves;
    __asm("sxtb16 %0, %1, ror #8" : "=r"(halves) : "r"(bytes));
    return halves;
}

/* accumulator + the product of the bottom halves. */
static inline int32_t modelc_smlabb(uint32_t x, uint32_t y, int32_t accumulator)
{
    int32_t sum;
    __asm("smlabb %0, %1, %2, %3" : "=r"(sum) : "r"(x), "r"(y), "r"(accumulator));
    return sum;
}

/* accumulator + the product of the top halves. */
static inline int32_t modelc_smlatt(uint32_t x, uint32_t y, int32_t accumulator)
{
    int32_t sum;
    __asm("smlatt %0, %1, %2, %3" : "=r"(sum) : "r"(x), "r"(y), "r"(accumulator));
    return sum;
}

/* The bottom halves of both. */
static inline uint32_t modelc_pack_bottoms(uint32_t bottom, uint32_t top)
{
    uint32_t halves;
    __asm("pkhbt %0, %1, %2, lsl #16" : "=r"(halves) : "r"(bottom), "r"(top));
    return halves;
}

/* Sums of the halves, modulo 2^16. */
static inline uint32_t modelc_add_halves(uint32_t x, uint32_t y)
{
    uint32_t halves;
    __asm("sadd16 %0, %1, %2" : "=r"(halves) : "r"(x), "r"(y));
    return halves;
}

/* Differences of the halves, modulo 2^16. */
static inline uint32_t modelc_subtract_halves(uint32_t x, uint32_t y)
{
    uint32_t halves;
    __asm("ssub16 %0, %1, %2" : "=r"(halves) : "r"(x), "r"(y));
    return halves;
}

/* Both halves saturated to 0..255. */
static inline uint32_t modelc_saturate_halves_u8(uint32_t halves)
{
    uint32_t saturated;
    __asm("usat16 %0, #8, %1" : "=r"(saturated) : "r"(halves));
    return saturated;
}

/* Four unsigned bytes (0, 2) and (1, 3) as the signed bytes that are 128 less. */
static inline void modelc_store_4xs8(int8_t *four, uint32_t even, uint32_t odd)
{
    const uint32_t word = (even | odd << 8) ^ 0x80808080u;
    memcpy(four, &word, 4);
}

/* The high 32 bits of the product, shifted right by the shift that the multiplier word holds, with rounding (half up). */
static inline int32_t modelc_dsp_requantise(int32_t accumulator, int32_t multiplier)
{
    int32_t low;
    __asm("smull %1, %0, %0, %2\n\tasrs %0, %0, %2\n\tadc %0, %0, #0" : "+r"(accumulator), "=&r"(low) : "r"(multiplier) : "cc");
    return accumulator;
}

/* What MODELC_DSP_PACK adds: the zero point as an unsigned byte in both halves. */
static inline uint32_t modelc_dsp_zero_point_pair(const modelc_output_s8 *output)
{
    const uint32_t zero_point = (uint32_t)(output->zero_point + 128);
    return zero_point | zero_point << 16;
}

/* Applies the bounds to elements that are only saturated. */
static inline void modelc_dsp_clamp(const modelc_output_s8 *output, int8_t *elements, int32_t count)
{
    if (output->min > -128 || output->max < 127) {
        for (int32_t i = 0; i < count; ++i) {
            const int32_t value = elements[i];
            elements[i] = (int8_t)(value < output->min ? output->min : value > output->max ? output->max : value);
        }
    }
}

#endif

#endif
