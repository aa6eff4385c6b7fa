#include "modelc.h"
#include "modelc_dsp_dense.h"
#include "modelc_dsp_s4.h"

#if defined(__ARM_FEATURE_DSP)

/* What modelc_dense_s4_dsp_tiles reads; the offsets are known to its assembly. */
typedef struct {
    const int32_t *weights;
    const uint32_t *inputs; /* 16-bit pairs (0, 2), (1, 3) of each four inputs */
    int32_t fours;          /* inputs / 4 */
    const int32_t *starts;  /* of four filters, twice */
    int8_t *output;
    int32_t groups;
    uint32_t zero_point_pair;
    const int32_t *channels;
} modelc_dense_s4_dsp_arguments;

/* Requantises a value that is 16 times as large as it should be; multiplier and r14 are overwritten. */
#define MODELC_DENSE_S4_REQUANTISE(value, multiplier)          \
    "smull r14, " value ", " value ", " multiplier "\n"        \
    "add " multiplier ", " multiplier ", #4\n"                 \
    "asrs " value ", " value ", " multiplier "\n"              \
    "adc " value ", " value ", #0\n"

/*
 * Eight outputs at a time, for all groups of eight: r4 to r7 and r8 to r11. Four inputs take 31 instructions for 32 products. 4 times four
 * inputs are unrolled; the first pass enters in the middle.
 */
__attribute__((naked, noinline)) static void modelc_dense_s4_dsp_tiles(
    const modelc_dense_s4_dsp_arguments *arguments __attribute__((unused)))
{
    __asm volatile(
        "push {r4-r11, lr}\n"
        "sub sp, sp, #36\n"
        "ldm r0, {r1-r8}\n"
        /* sp: 0 output, 4 groups, 8 zero points, 12 channels, 16 entry, 20 end of the inputs, 24 inputs, 28 starts */
        "strd r5, r6, [sp, #0]\n"
        "strd r7, r8, [sp, #8]\n"
        "strd r2, r4, [sp, #24]\n"
        "add r9, r2, r3, lsl #3\n"
        "rsb r3, r3, #0\n"
        "and r3, r3, #3\n"
        "mov r10, #124\n"
        "adr r8, 2f\n"
        "mla r8, r3, r10, r8\n"
        "orr r8, r8, #1\n"
        "strd r8, r9, [sp, #16]\n"
        "mov r0, r1\n"
        "1:\n"
        "ldrd r1, r3, [sp, #24]\n"
        "ldm r3, {r4-r11}\n"
        "ldr pc, [sp, #16]\n"
        ".balign 4\n"
        "2:\n"
        ".rept 4\n"
        "ldrd r2, r3, [r1], #8\n"
        "ldrd r12, r14, [r0], #8\n"
        MODELC_DSP_S4_STEP("r12", "r2", "r4", "r5", "r6", "r7")
        MODELC_DSP_S4_STEP("r14", "r2", "r8", "r9", "r10", "r11")
        "ldrd r12, r14, [r0], #8\n"
        MODELC_DSP_S4_STEP("r12", "r3", "r4", "r5", "r6", "r7")
        MODELC_DSP_S4_STEP("r14", "r3", "r8", "r9", "r10", "r11")
        ".endr\n"
        "ldr r12, [sp, #20]\n"
        "cmp r1, r12\n"
        "bne 2b\n"
        "ldr r12, [sp, #12]\n"
        "ldm r12!, {r1, r2, r3, r14}\n"
        MODELC_DSP_S4_SUMS("r4", "r5", "r6", "r7", "r1", "r2", "r3", "r14")
        "ldm r12!, {r1, r2, r3, r14}\n"
        MODELC_DSP_S4_SUMS("r8", "r9", "r10", "r11", "r1", "r2", "r3", "r14")
        "ldm r12!, {r1, r2, r3}\n"
        MODELC_DENSE_S4_REQUANTISE("r4", "r1")
        MODELC_DENSE_S4_REQUANTISE("r5", "r2")
        MODELC_DENSE_S4_REQUANTISE("r6", "r3")
        "ldm r12!, {r1, r2, r3}\n"
        MODELC_DENSE_S4_REQUANTISE("r7", "r1")
        MODELC_DENSE_S4_REQUANTISE("r8", "r2")
        MODELC_DENSE_S4_REQUANTISE("r9", "r3")
        "ldm r12!, {r1, r2}\n"
        "str r12, [sp, #12]\n"
        MODELC_DENSE_S4_REQUANTISE("r10", "r1")
        MODELC_DENSE_S4_REQUANTISE("r11", "r2")
        "ldm sp, {r1, r2, r3}\n"
        MODELC_DSP_PACK("r4", "r5", "r6", "r7", "r3")
        MODELC_DSP_PACK("r8", "r9", "r10", "r11", "r3")
        "str r4, [r1], #4\n"
        "str r8, [r1], #4\n"
        "subs r2, r2, #1\n"
        "strd r1, r2, [sp, #0]\n"
        "bne 1b\n"
        "add sp, sp, #36\n"
        "pop {r4-r11, pc}\n");
}

/* Start values, for both halves of a group, from the sum of the inputs. */
static void modelc_dense_s4_dsp_prepare(const uint32_t *pairs, int32_t fours, int32_t *starts)
{
    int32_t even = 0;
    int32_t odd = 0;
    for (; fours >= 4; fours -= 4) {
        MODELC_DSP_S4_SUM_8(pairs, even, odd);
    }
    for (; fours > 0; --fours, pairs += 2) {
        even = modelc_dsp_s4_sum(pairs[0], even);
        odd = modelc_dsp_s4_sum(pairs[1], odd);
    }
    modelc_dsp_s4_starts(even + odd, starts);
    modelc_dsp_s4_starts(even + odd, starts + 4);
}

/* The outputs of a row. */
static inline void modelc_dense_s4_dsp_results(modelc_dense_s4_dsp_arguments a, int32_t outputs)
{
    const int32_t rest = outputs % 8;
    int8_t last[8];
    int8_t *const output = a.output + a.groups * 8;
    if (a.groups > 0) {
        modelc_dense_s4_dsp_tiles(&a);
    }
    if (rest > 0) {
        a.weights += a.groups * a.fours * 4;
        a.channels += a.groups * 16;
        a.output = last;
        a.groups = 1;
        modelc_dense_s4_dsp_tiles(&a);
        memcpy(output, last, (size_t)rest);
    }
}

MODELC_API void modelc_dense_s4_dsp(const modelc_dense_s4_dsp_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    uint32_t *const pairs = (uint32_t *)scratch;
    int32_t starts[8];
    modelc_dense_s4_dsp_arguments a;
    a.weights = parameters->weights;
    a.inputs = pairs;
    a.fours = (int32_t)(((uint32_t)parameters->inputs + 3) / 4);
    a.starts = starts;
    a.groups = parameters->outputs / 8;
    a.zero_point_pair = modelc_dsp_zero_point_pair(&parameters->output);
    a.channels = parameters->channels;
    for (int32_t row = 0; row < parameters->rows; ++row) {
        modelc_dsp_dense_widen(pairs, input + row * parameters->inputs, parameters->inputs);
        modelc_dense_s4_dsp_prepare(pairs, a.fours, starts);
        a.output = output + row * parameters->outputs;
        modelc_dense_s4_dsp_results(a, parameters->outputs);
    }
    modelc_dsp_clamp(&parameters->output, output, parameters->rows * parameters->outputs);
}

#endif
