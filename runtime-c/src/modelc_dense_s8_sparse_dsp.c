#include "modelc.h"
#include "modelc_dsp.h"

#if defined(__ARM_FEATURE_DSP)

/* What a row's outputs are computed from; the offsets are known to the assembly. */
typedef struct {
    const uint32_t *steps;
    const uint16_t *counts;
    const int32_t *bias;
    const int32_t *multipliers;
    const int8_t *input;
    int8_t *output;
    int32_t filters;
    int32_t zero_point;
} modelc_dense_s8_sparse_dsp_row;

/* Two steps take 8 instructions; eight times two are unrolled, of 32 bytes each, and the first pass enters in the middle. */
__attribute__((naked, noinline)) static void modelc_dense_s8_sparse_dsp_run(const modelc_dense_s8_sparse_dsp_row *row __attribute__((unused)))
{
    __asm volatile(
        "push {r4-r11, lr}\n"
        "ldm r0, {r0-r7}\n"
        "adr r8, 2f\n"
        "orr r8, r8, #1\n"
        "1:\n"
        "ldrh r9, [r1], #2\n"
        "ldr r10, [r2], #4\n"
        "mov r11, r4\n"
        "add r14, r0, r9, lsl #2\n"
        "rsbs r12, r9, #0\n"
        "beq 3f\n"
        "and r12, r12, #7\n"
        "add r12, r8, r12, lsl #5\n"
        "bx r12\n"
        ".balign 4\n"
        "2:\n"
        ".rept 8\n"
        "ldr r9, [r0], #4\n"
        "uxtab r11, r11, r9\n"
        "ldrsb r12, [r11, #0]\n"
        "uxtab r11, r11, r9, ror #16\n"
        "sxtb16 r9, r9, ror #8\n"
        "smlabb r10, r9, r12, r10\n"
        "ldrsb r12, [r11, #0]\n"
        "smlatb r10, r9, r12, r10\n"
        ".endr\n"
        "cmp r0, r14\n"
        "bne 2b\n"
        "3:\n"
        "ldr r12, [r3], #4\n"
        MODELC_DSP_REQUANTISE("r10", "r9", "r12")
        "add r10, r10, r7\n"
        "ssat r10, #8, r10\n"
        "strb r10, [r5], #1\n"
        "subs r6, r6, #1\n"
        "bne 1b\n"
        "pop {r4-r11, pc}\n");
}

MODELC_API void modelc_dense_s8_sparse_dsp(const modelc_dense_s8_sparse_dsp_parameters *parameters, const int8_t *input, int8_t *output)
{
    const modelc_sparse_dsp_filters *const filters = &parameters->filters;
    modelc_dense_s8_sparse_dsp_row row;
    row.counts = (const uint16_t *)filters->weights;
    row.steps = (const uint32_t *)filters->weights + (filters->outputs + 1) / 2;
    row.bias = filters->bias;
    row.multipliers = filters->multipliers;
    row.filters = filters->outputs;
    row.zero_point = filters->output.zero_point;
    for (int32_t i = 0; i < parameters->rows; ++i) {
        row.input = input + i * filters->inputs;
        row.output = output + i * filters->outputs;
        modelc_dense_s8_sparse_dsp_run(&row);
    }
    modelc_dsp_clamp(&filters->output, output, parameters->rows * filters->outputs);
}

#endif
