/* Instructions of Arm's DSP extension that kernels share. Not for models. */
#ifndef MODELC_DSP_H
#define MODELC_DSP_H

#include "modelc.h"

#if defined(__ARM_FEATURE_DSP)

/* Requantises value by a multiplier word (its low byte is the shift less 32, at least 1); low is overwritten. */
#define MODELC_DSP_REQUANTISE(value, low, multiplier)          \
    "smull " low ", " value ", " value ", " multiplier "\n"    \
    "asrs " value ", " value ", " multiplier "\n"              \
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
