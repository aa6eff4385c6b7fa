/* Weights of 4 bits for Arm's DSP extension, shared by its kernels. Not for models. */
#ifndef MODELC_DSP_S4_H
#define MODELC_DSP_S4_H

#include "modelc_dsp.h"

#if defined(__ARM_FEATURE_DSP)

/*
 * A half word holds four filters' weights a, b, c, d as a + 8 + 16 (b + 8) + 256 (c + 8) + 4096 d. What is left of it after each step
 * accumulates all four, then a, b and c, then a and b, then a: accumulators sum3, sum2, sum1, sum0. The word is overwritten.
 */
#define MODELC_DSP_S4_STEP(word, inputs, sum0, sum1, sum2, sum3)       \
    "smlad " sum3 ", " word ", " inputs ", " sum3 "\n"                 \
    "bic " word ", " word ", #0xf000f000\n"                            \
    "smlad " sum2 ", " word ", " inputs ", " sum2 "\n"                 \
    "uxtb16 " word ", " word "\n"                                      \
    "smlad " sum1 ", " word ", " inputs ", " sum1 "\n"                 \
    "and " word ", " word ", #0x000f000f\n"                            \
    "smlad " sum0 ", " word ", " inputs ", " sum0 "\n"

/* The same for two columns, whose inputs are in r2 and r3, with sums in r4 to r7 and r8 to r11. */
#define MODELC_DSP_S4_BY_TWO(word)                     \
    "smlad r7, " word ", r2, r7\n"                     \
    "smlad r11, " word ", r3, r11\n"                   \
    "bic " word ", " word ", #0xf000f000\n"            \
    "smlad r6, " word ", r2, r6\n"                     \
    "smlad r10, " word ", r3, r10\n"                   \
    "uxtb16 " word ", " word "\n"                      \
    "smlad r5, " word ", r2, r5\n"                     \
    "smlad r9, " word ", r3, r9\n"                     \
    "and " word ", " word ", #0x000f000f\n"            \
    "smlad r4, " word ", r2, r4\n"                     \
    "smlad r8, " word ", r3, r8\n"

/* Accumulators to 16 times the sum of each filter, with 16 times its bias. */
#define MODELC_DSP_S4_SUMS(sum0, sum1, sum2, sum3, bias0, bias1, bias2, bias3)  \
    "sub " sum3 ", " sum3 ", " sum2 "\n"                                        \
    "sub " sum2 ", " sum2 ", " sum1 "\n"                                        \
    "sub " sum1 ", " sum1 ", " sum0 "\n"                                        \
    "add " sum0 ", " bias0 ", " sum0 ", lsl #4\n"                               \
    "add " sum1 ", " sum1 ", " bias1 "\n"                                       \
    "add " sum2 ", " bias2 ", " sum2 ", asr #4\n"                               \
    "add " sum3 ", " bias3 ", " sum3 ", asr #8\n"

/* Requantises two values that are 16 times as large as they should be. The multiplier word becomes a shift by 4 more; low is overwritten. */
#define MODELC_DSP_S4_REQUANTISE(value0, value1, low, multiplier)  \
    "smull " low ", " value0 ", " value0 ", " multiplier "\n"      \
    "smull " low ", " value1 ", " value1 ", " multiplier "\n"      \
    "add " multiplier ", " multiplier ", #4\n"                     \
    "asrs " value0 ", " value0 ", " multiplier "\n"                \
    "adc " value0 ", " value0 ", #0\n"                             \
    "asrs " value1 ", " value1 ", " multiplier "\n"                \
    "adc " value1 ", " value1 ", #0\n"

/* sum + both halves of pair. */
static inline int32_t modelc_dsp_s4_sum(uint32_t pair, int32_t sum)
{
    int32_t result;
    __asm("smlad %0, %1, %2, %3" : "=r"(result) : "r"(pair), "r"(0x10001u), "r"(sum));
    return result;
}

/* Adds eight words to the sums of those at even and at odd places, and advances the pointer. */
#define MODELC_DSP_S4_SUM_8(pairs, even, odd)                                                                              \
    do {                                                                                                                   \
        uint32_t a, b;                                                                                                     \
        __asm volatile(".rept 4\n"                                                                                         \
                       "ldrd %[a], %[b], [%[from]], #8\n"                                                                  \
                       "smlad %[first], %[a], %[ones], %[first]\n"                                                         \
                       "smlad %[second], %[b], %[ones], %[second]\n"                                                       \
                       ".endr\n"                                                                                           \
                       : [from] "+r"(pairs), [first] "+r"(even), [second] "+r"(odd), [a] "=&r"(a), [b] "=&r"(b)            \
                       : [ones] "r"(0x10001u)                                                                              \
                       : "memory");                                                                                        \
    } while (0)

/* The start values of a column's accumulators, which take back the 8 that weights are too large. */
static inline void modelc_dsp_s4_starts(int32_t column_sum, int32_t *starts)
{
    starts[0] = -8 * column_sum;
    starts[1] = -(8 + 16 * 8) * column_sum;
    starts[2] = -(8 + 16 * 8 + 256 * 8) * column_sum;
    starts[3] = starts[2];
}

#endif

#endif
