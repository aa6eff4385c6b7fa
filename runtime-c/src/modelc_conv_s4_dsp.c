#include "modelc.h"
#include "modelc_dsp_conv.h"
#include "modelc_dsp_s4.h"

#if defined(__ARM_FEATURE_DSP)

/*
 * Two columns by four output channels at a time, for all groups of four channels. Four inputs take 25 instructions for 32 products. The
 * accumulators of columns 0 and 1 are in r4 to r7 and r8 to r11. 8 times four inputs are unrolled; the first pass enters in the middle.
 */
__attribute__((naked, noinline)) static void modelc_conv_s4_dsp_tiles(
    const modelc_dsp_conv_tiles_arguments *arguments __attribute__((unused)))
{
    __asm volatile(
        "push {r4-r11, lr}\n"
        "sub sp, sp, #36\n"
        "ldm r0, {r1-r9}\n"
        /* sp: 0 output, 4 groups, 8 output step, 12 zero points, 16 entry, 20 end of the columns, 24 channels, 28 columns, 32 starts */
        "strd r5, r7, [sp, #0]\n"
        "strd r6, r8, [sp, #8]\n"
        "strd r4, r2, [sp, #24]\n"
        "str r9, [sp, #32]\n"
        "add r9, r2, r3, lsl #3\n"
        "str r9, [sp, #20]\n"
        "lsr r3, r3, #1\n"
        "rsb r3, r3, #0\n"
        "and r3, r3, #7\n"
        "mov r9, #100\n"
        "adr r8, 2f\n"
        "mla r8, r3, r9, r8\n"
        "orr r8, r8, #1\n"
        "str r8, [sp, #16]\n"
        "mov r0, r1\n"
        "1:\n"
        "ldrd r1, r3, [sp, #28]\n"
        "ldm r3, {r4-r11}\n"
        "ldr pc, [sp, #16]\n"
        ".balign 4\n"
        "2:\n"
        ".rept 8\n"
        "ldrd r12, r14, [r0], #8\n"
        "ldrd r2, r3, [r1], #8\n"
        MODELC_DSP_S4_BY_TWO("r12")
        "ldrd r2, r3, [r1], #8\n"
        MODELC_DSP_S4_BY_TWO("r14")
        ".endr\n"
        "ldr r12, [sp, #20]\n"
        "cmp r1, r12\n"
        "bne 2b\n"
        "ldr r12, [sp, #24]\n"
        "ldm r12!, {r1, r2, r3, r14}\n"
        MODELC_DSP_S4_SUMS("r4", "r5", "r6", "r7", "r1", "r2", "r3", "r14")
        MODELC_DSP_S4_SUMS("r8", "r9", "r10", "r11", "r1", "r2", "r3", "r14")
        "ldm r12!, {r1, r2, r3, r14}\n"
        "str r12, [sp, #24]\n"
        MODELC_DSP_S4_REQUANTISE("r4", "r8", "r12", "r1")
        MODELC_DSP_S4_REQUANTISE("r5", "r9", "r12", "r2")
        MODELC_DSP_S4_REQUANTISE("r6", "r10", "r12", "r3")
        MODELC_DSP_S4_REQUANTISE("r7", "r11", "r12", "r14")
        "ldm sp, {r1, r2, r3, r12}\n"
        MODELC_DSP_PACK("r4", "r5", "r6", "r7", "r12")
        MODELC_DSP_PACK("r8", "r9", "r10", "r11", "r12")
        "str r8, [r1, r3]\n"
        "str r4, [r1], #4\n"
        "subs r2, r2, #1\n"
        "strd r1, r2, [sp, #0]\n"
        "bne 1b\n"
        "add sp, sp, #36\n"
        "pop {r4-r11, pc}\n");
}

/* Start values from the sums of both columns. */
static void modelc_conv_s4_dsp_prepare(modelc_dsp_conv_tiles_arguments *arguments)
{
    const uint32_t *pairs = arguments->columns;
    int32_t first = 0;
    int32_t second = 0;
    int32_t fours = arguments->steps / 2;
    for (; fours >= 2; fours -= 2) {
        MODELC_DSP_S4_SUM_8(pairs, first, second);
    }
    if (fours != 0) {
        first = modelc_dsp_s4_sum(pairs[0], modelc_dsp_s4_sum(pairs[2], first));
        second = modelc_dsp_s4_sum(pairs[1], modelc_dsp_s4_sum(pairs[3], second));
    }
    modelc_dsp_s4_starts(first, arguments->starts);
    modelc_dsp_s4_starts(second, arguments->starts + 4);
}

MODELC_API void modelc_conv_s4_dsp(const modelc_conv_s8_dsp_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    const modelc_dsp_conv_kind kind = { modelc_conv_s4_dsp_tiles, modelc_conv_s4_dsp_prepare, 2 };
    int32_t starts[8];
    modelc_dsp_conv_of(parameters, kind, starts, input, output, scratch);
}

#endif
