/* Matrix product for Arm's DSP extension, shared by its kernels with a multiplier for each output and with one. Not for models. */
#ifndef MODELC_DSP_DENSE_H
#define MODELC_DSP_DENSE_H

#include "modelc_dsp.h"

#if defined(__ARM_FEATURE_DSP)

/* What the tiles read; the offsets are known to their assembly. */
typedef struct {
    const int32_t *weights;
    const uint32_t *inputs; /* 16-bit pairs (0, 2), (1, 3) of each four inputs */
    int32_t fours;          /* inputs / 4 */
    const int32_t *starts;
    int8_t *output;
    int32_t groups;
    uint32_t zero_point_pair;
    const int32_t *multipliers;
    int32_t *sums; /* where accumulators go that are not complete, or null */
} modelc_dsp_dense_arguments;

typedef void modelc_dsp_dense_tiles(const modelc_dsp_dense_arguments *arguments);

/* Four inputs by eight outputs: 29 instructions for 32 products. Accumulators r4 to r11: a filter pair's first filter, then its raw pair. */
#define MODELC_DSP_DENSE_STEP \
    "ldrd r2, r3, [r1], #8\n" \
    "ldrd r12, r14, [r0], #8\n" \
    "smlad r5, r12, r2, r5\n" \
    "sxtb16 r12, r12\n" \
    "smlad r7, r14, r2, r7\n" \
    "sxtb16 r14, r14\n" \
    "smlad r4, r12, r2, r4\n" \
    "smlad r6, r14, r2, r6\n" \
    "ldrd r12, r14, [r0], #8\n" \
    "smlad r9, r12, r2, r9\n" \
    "sxtb16 r12, r12\n" \
    "smlad r11, r14, r2, r11\n" \
    "sxtb16 r14, r14\n" \
    "smlad r8, r12, r2, r8\n" \
    "smlad r10, r14, r2, r10\n" \
    "ldrd r12, r14, [r0], #8\n" \
    "smlad r5, r12, r3, r5\n" \
    "sxtb16 r12, r12\n" \
    "smlad r7, r14, r3, r7\n" \
    "sxtb16 r14, r14\n" \
    "smlad r4, r12, r3, r4\n" \
    "smlad r6, r14, r3, r6\n" \
    "ldrd r12, r14, [r0], #8\n" \
    "smlad r9, r12, r3, r9\n" \
    "sxtb16 r12, r12\n" \
    "smlad r11, r14, r3, r11\n" \
    "sxtb16 r14, r14\n" \
    "smlad r8, r12, r3, r8\n" \
    "smlad r10, r14, r3, r10\n"

/*
 * Eight outputs at a time, for all groups of eight. 16 steps are unrolled; the first pass enters in the middle. once and each load
 * the multipliers of an output pair into r2 and r14, and the latter plus 8 into r3 (its accumulator is 256 times as large): once before all
 * outputs, each before every two. The multipliers are at r12; after stores where the next group's are.
 */
#define MODELC_DSP_DENSE_TILES(name, once, each, after)                                                                                    \
    __attribute__((naked, noinline)) static void name(const modelc_dsp_dense_arguments *arguments __attribute__((unused)))             \
    {                                                                                                                                  \
        __asm volatile(                                                                                                                \
            "push {r4-r11, lr}\n"                                                                                                      \
            "sub sp, sp, #36\n"                                                                                                            \
            "ldm r0, {r1-r9}\n"                                                                                                            \
            /* sp: 0 entry, 4 starts, 8 end of the inputs, 12 sums, 16 output, 20 groups, 24 zero points, 28 inputs, 32 multipliers */     \
            "add r10, r2, r3, lsl #3\n"                                                                                                    \
            "str r4, [sp, #4]\n"                                                                                                           \
            "strd r10, r9, [sp, #8]\n"                                                                                                     \
            "strd r5, r6, [sp, #16]\n"                                                                                                     \
            "strd r7, r2, [sp, #24]\n"                                                                                                     \
            "str r8, [sp, #32]\n"                                                                                                          \
            "rsb r3, r3, #0\n"                                                                                                             \
            "and r3, r3, #15\n"                                                                                                            \
            "mov r9, #116\n"                                                                                                               \
            "adr r8, 2f\n"                                                                                                                 \
            "mla r8, r3, r9, r8\n"                                                                                                         \
            "orr r8, r8, #1\n"                                                                                                             \
            "str r8, [sp, #0]\n"                                                                                                           \
            "mov r0, r1\n"                                                                                                                 \
            "1:\n"                                                                                                                         \
            "ldrd r12, r3, [sp, #0]\n"                                                                                                     \
            "ldr r1, [sp, #28]\n"                                                                                                          \
            "ldm r3!, {r4-r11}\n"                                                                                                          \
            "str r3, [sp, #4]\n"                                                                                                           \
            "bx r12\n"                                                                                                                     \
            ".balign 4\n"                                                                                                                  \
            "2:\n"                                                                                                                         \
            ".rept 16\n"                                                                                                                   \
            MODELC_DSP_DENSE_STEP                                                                                                          \
            ".endr\n"                                                                                                                      \
            "ldrd r12, r3, [sp, #8]\n"                                                                                                     \
            "cmp r1, r12\n"                                                                                                                \
            "bne 2b\n"                                                                                                                     \
            "cbz r3, 3f\n"                                                                                                                 \
            "stm r3!, {r4-r11}\n"                                                                                                          \
            "str r3, [sp, #12]\n"                                                                                                          \
            "ldr r3, [sp, #20]\n"                                                                                                          \
            "subs r3, r3, #1\n"                                                                                                            \
            "str r3, [sp, #20]\n"                                                                                                          \
            "bne 1b\n"                                                                                                                     \
            "b 4f\n"                                                                                                                       \
            "3:\n"                                                                                                                         \
            "ldr r12, [sp, #32]\n"                                                                                                         \
            "sub r5, r5, r4\n"                                                                                                             \
            "sub r7, r7, r6\n"                                                                                                             \
            "sub r9, r9, r8\n"                                                                                                             \
            "sub r11, r11, r10\n"                                                                                                          \
            once                                                                                                                           \
            each MODELC_DSP_REQUANTISE("r4", "r1", "r2") MODELC_DSP_REQUANTISE_BY("r5", "r1", "r14", "r3")                                 \
            each MODELC_DSP_REQUANTISE("r6", "r1", "r2") MODELC_DSP_REQUANTISE_BY("r7", "r1", "r14", "r3")                                 \
            each MODELC_DSP_REQUANTISE("r8", "r1", "r2") MODELC_DSP_REQUANTISE_BY("r9", "r1", "r14", "r3")                                 \
            each MODELC_DSP_REQUANTISE("r10", "r1", "r2") MODELC_DSP_REQUANTISE_BY("r11", "r1", "r14", "r3")                               \
            after                                                                                                                          \
            "ldr r12, [sp, #24]\n"                                                                                                         \
            "ldrd r1, r3, [sp, #16]\n"                                                                                                     \
            MODELC_DSP_PACK("r4", "r5", "r6", "r7", "r12")                                                                                 \
            MODELC_DSP_PACK("r8", "r9", "r10", "r11", "r12")                                                                               \
            "str r4, [r1], #4\n"                                                                                                           \
            "str r8, [r1], #4\n"                                                                                                           \
            "subs r3, r3, #1\n"                                                                                                            \
            "strd r1, r3, [sp, #16]\n"                                                                                                     \
            "bne 1b\n"                                                                                                                     \
            "4:\n"                                                                                                                         \
            "add sp, sp, #36\n"                                                                                                            \
            "pop {r4-r11, pc}\n");                                                                                                     \
    }

/* Widens four inputs and advances both pointers. */
#define MODELC_DSP_WIDEN_4(input, pairs)                                                               \
    do {                                                                                               \
        uint32_t four, even;                                                                           \
        __asm volatile("ldr %[four], [%[from]], #4\n"                                                  \
                       "sxtb16 %[even], %[four]\n"                                                     \
                       "sxtb16 %[four], %[four], ror #8\n"                                             \
                       "strd %[even], %[four], [%[to]], #8\n"                                          \
                       : [from] "+r"(input), [to] "+r"(pairs), [four] "=&r"(four), [even] "=&r"(even)  \
                       :                                                                               \
                       : "memory");                                                                    \
    } while (0)

/* Widens inputs to 16 bits; inputs beyond the last are 0. */
static inline void modelc_dsp_dense_widen(uint32_t *pairs, const int8_t *input, int32_t count)
{
    for (; count >= 16; count -= 16) {
        MODELC_DSP_WIDEN_4(input, pairs);
        MODELC_DSP_WIDEN_4(input, pairs);
        MODELC_DSP_WIDEN_4(input, pairs);
        MODELC_DSP_WIDEN_4(input, pairs);
    }
    for (; count >= 4; count -= 4) {
        MODELC_DSP_WIDEN_4(input, pairs);
    }
    if (count > 0) {
        int8_t last[4] = { 0, 0, 0, 0 };
        const int8_t *from = last;
        memcpy(last, input, (size_t)count);
        MODELC_DSP_WIDEN_4(from, pairs);
    }
}

/* The results of a row, from accumulators whose last inputs the arguments describe. multipliers: words of a group of eight outputs. */
static inline void modelc_dsp_dense_results(modelc_dsp_dense_arguments *a, int32_t outputs, int32_t multipliers, modelc_dsp_dense_tiles *tiles)
{
    const int32_t whole_groups = outputs / 8;
    const int32_t rest = outputs - whole_groups * 8;
    a->sums = NULL;
    a->groups = whole_groups;
    if (whole_groups > 0) {
        tiles(a);
    }
    if (rest > 0) {
        int8_t last[8];
        int8_t *const output = a->output + whole_groups * 8;
        a->weights += whole_groups * a->fours * 8;
        a->starts += whole_groups * 8;
        a->multipliers += whole_groups * multipliers;
        a->output = last;
        a->groups = 1;
        tiles(a);
        memcpy(output, last, (size_t)rest);
    }
}

/* Adds the products of a whole block of inputs, which is not the last, to the accumulators. */
static inline void modelc_dsp_dense_sums(modelc_dsp_dense_arguments *a, int32_t groups, int32_t *sums, modelc_dsp_dense_tiles *tiles)
{
    a->sums = sums;
    a->groups = groups;
    tiles(a);
    a->weights += groups * a->fours * 8;
    a->starts = sums;
}

/* All rows. multipliers: words of a group of eight outputs. */
static inline void modelc_dsp_dense(const modelc_dense_s8_dsp_parameters *p, int32_t multipliers, modelc_dsp_dense_tiles *tiles,
                                    const int8_t *input, int8_t *output, uint32_t *pairs)
{
    const int32_t groups = (int32_t)(((uint32_t)p->outputs + 7) / 8);
    int32_t *const sums = (int32_t *)(pairs + ((uint32_t)p->block + 3) / 4 * 2);
    for (int32_t row = 0; row < p->rows; ++row) {
        modelc_dsp_dense_arguments a;
        a.weights = p->weights;
        a.inputs = pairs;
        a.starts = p->starts;
        a.output = output + row * p->outputs;
        a.zero_point_pair = modelc_dsp_zero_point_pair(&p->output);
        a.multipliers = p->multipliers;
        for (int32_t rest = p->inputs; rest > 0; rest -= p->block) {
            const int32_t count = rest < p->block ? rest : p->block;
            modelc_dsp_dense_widen(pairs, input, count);
            input += count;
            a.fours = (int32_t)(((uint32_t)count + 3) / 4);
            if (count < rest) {
                modelc_dsp_dense_sums(&a, groups, sums, tiles);
            } else {
                modelc_dsp_dense_results(&a, p->outputs, multipliers, tiles);
            }
        }
    }
    modelc_dsp_clamp(&p->output, output, p->rows * p->outputs);
}

#endif

#endif
