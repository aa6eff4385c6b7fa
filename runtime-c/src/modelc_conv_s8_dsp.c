#include "modelc.h"
#include "modelc_dsp_conv.h"

#if defined(__ARM_FEATURE_DSP)

/* Requantises two values that are 256 times as large as they should be. The multiplier word becomes a shift by 8 more; r12 is overwritten. */
#define MODELC_REQUANTISE_256(value0, value1, multiplier)          \
    "smull r12, " value0 ", " value0 ", " multiplier "\n"          \
    "smull r12, " value1 ", " value1 ", " multiplier "\n"          \
    "add " multiplier ", " multiplier ", #8\n"                     \
    "asrs " value0 ", " value0 ", " multiplier "\n"                \
    "adc " value0 ", " value0 ", #0\n"                             \
    "asrs " value1 ", " value1 ", " multiplier "\n"                \
    "adc " value1 ", " value1 ", #0\n"

/*
 * Two columns by four output channels at a time, for all groups of four channels. A step of the inner loop takes two inputs: 12
 * instructions for 16 products. The accumulators of channels 0 and 2 are in r4, r7 and r8, r11 (columns 0, 1); those of the raw pairs
 * in r5, r6 and r9, r10. 16 steps are unrolled; the first pass enters in the middle.
 */
__attribute__((naked, noinline)) static void modelc_conv_s8_dsp_tiles(
    const modelc_dsp_conv_tiles_arguments *arguments __attribute__((unused)))
{
    __asm volatile(
        "push {r4-r11, lr}\n"
        "sub sp, sp, #32\n"
        "ldm r0, {r1-r8}\n"
        /* sp: 0 output, 4 groups, 8 output step, 12 zero points, 16 entry, 20 end of the columns, 24 channels, 28 columns */
        "strd r5, r7, [sp, #0]\n"
        "strd r6, r8, [sp, #8]\n"
        "strd r4, r2, [sp, #24]\n"
        "add r9, r2, r3, lsl #3\n"
        "str r9, [sp, #20]\n"
        "rsb r3, r3, #0\n"
        "and r3, r3, #15\n"
        "mov r9, #48\n"
        "adr r8, 2f\n"
        "mla r8, r3, r9, r8\n"
        "orr r8, r8, #1\n"
        "str r8, [sp, #16]\n"
        "mov r0, r1\n"
        "1:\n"
        "ldrd r3, r1, [sp, #24]\n"
        "ldm r3!, {r4, r5, r8, r9}\n"
        "str r3, [sp, #24]\n"
        "mov r7, r4\n"
        "mov r6, r5\n"
        "mov r11, r8\n"
        "mov r10, r9\n"
        "ldr pc, [sp, #16]\n"
        ".balign 4\n"
        "2:\n"
        ".rept 16\n"
        "ldrd r12, r14, [r0], #8\n"
        "ldrd r2, r3, [r1], #8\n"
        "smlad r5, r12, r2, r5\n"
        "smlad r6, r12, r3, r6\n"
        "sxtb16 r12, r12\n"
        "smlad r9, r14, r2, r9\n"
        "smlad r10, r14, r3, r10\n"
        "sxtb16 r14, r14\n"
        "smlad r4, r12, r2, r4\n"
        "smlad r7, r12, r3, r7\n"
        "smlad r8, r14, r2, r8\n"
        "smlad r11, r14, r3, r11\n"
        ".endr\n"
        "ldr r12, [sp, #20]\n"
        "cmp r1, r12\n"
        "bne 2b\n"
        "ldr r12, [sp, #24]\n"
        /* raw - channel 0 is 256 times channel 1, which its shift takes back */
        "sub r5, r5, r4\n"
        "sub r6, r6, r7\n"
        "sub r9, r9, r8\n"
        "sub r10, r10, r11\n"
        "ldm r12!, {r1, r2, r3, r14}\n"
        "str r12, [sp, #24]\n"
        MODELC_DSP_REQUANTISE("r4", "r12", "r1")
        MODELC_DSP_REQUANTISE("r7", "r12", "r1")
        MODELC_REQUANTISE_256("r5", "r6", "r2")
        MODELC_DSP_REQUANTISE("r8", "r12", "r3")
        MODELC_DSP_REQUANTISE("r11", "r12", "r3")
        MODELC_REQUANTISE_256("r9", "r10", "r14")
        "ldm sp, {r1, r2, r3, r12}\n"
        MODELC_DSP_PACK("r4", "r5", "r8", "r9", "r12")
        MODELC_DSP_PACK("r7", "r6", "r11", "r10", "r12")
        "str r7, [r1, r3]\n"
        "str r4, [r1], #4\n"
        "subs r2, r2, #1\n"
        "strd r1, r2, [sp, #0]\n"
        "bne 1b\n"
        "add sp, sp, #32\n"
        "pop {r4-r11, pc}\n");
}

MODELC_API void modelc_conv_s8_dsp(const modelc_conv_s8_dsp_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    const modelc_dsp_conv_kind kind = { modelc_conv_s8_dsp_tiles, NULL, 4 };
    modelc_dsp_conv_of(parameters, kind, NULL, input, output, scratch);
}

#endif
