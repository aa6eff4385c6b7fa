#include "modelc.h"
#include "modelc_dsp_depthwise.h"

#if defined(__ARM_FEATURE_DSP)

/* Two neighbouring outputs of four channels; the offsets are known to the assembly. */
typedef struct {
    const uint32_t *weights;
    const uint32_t *inputs;
    int32_t taps;
    const int32_t *bias; /* 4 start values, then 4 multipliers, of channels 0, 2, 1, 3 */
    int8_t *output0, *output1; /* if they are equal, output0's result remains */
    uint32_t zero_point_pair;
} modelc_line_pair;

/* A step takes one tap: 11 instructions for 8 products. 8 steps are unrolled; the first pass enters in the middle. */
__attribute__((naked, noinline)) static void modelc_line_pair_run(const modelc_line_pair *pair __attribute__((unused)))
{
    __asm volatile(
        "push {r4-r11, lr}\n"
        "ldm r0, {r0, r1, r2, r3, r4, r5, r6}\n"
        "add r8, r0, r2, lsl #3\n"
        "push {r3, r4, r5, r6, r8}\n" /* sp: 0 bias, 4 output0, 8 output1, 12 zero points, 16 end of the weights */
        "rsb r2, r2, #0\n"
        "and r2, r2, #7\n"
        "mov r7, #44\n"
        "adr r12, 2f\n"
        "mla r12, r2, r7, r12\n"
        "orr r12, r12, #1\n"
        "ldm r3, {r4-r7}\n"
        "mov r8, r4\n"
        "mov r9, r5\n"
        "mov r10, r6\n"
        "mov r11, r7\n"
        "bx r12\n"
        ".balign 4\n"
        "2:\n"
        ".rept 8\n"
        "ldrd r12, r14, [r0], #8\n"
        "ldrd r2, r3, [r1], #8\n"
        MODELC_DSP_ROW0
        "ldrd r2, r3, [r1]\n"
        MODELC_DSP_ROW1
        ".endr\n"
        "ldr r2, [sp, #16]\n"
        "cmp r0, r2\n"
        "bne 2b\n"
        "ldm sp, {r0, r1, r14}\n"
        "ldrd r2, r3, [r0, #16]\n"
        MODELC_DSP_REQUANTISE("r4", "r12", "r2") MODELC_DSP_REQUANTISE("r8", "r12", "r2")
        MODELC_DSP_REQUANTISE("r5", "r12", "r3") MODELC_DSP_REQUANTISE("r9", "r12", "r3")
        "ldrd r2, r3, [r0, #24]\n"
        MODELC_DSP_REQUANTISE("r6", "r12", "r2") MODELC_DSP_REQUANTISE("r10", "r12", "r2")
        MODELC_DSP_REQUANTISE("r7", "r12", "r3") MODELC_DSP_REQUANTISE("r11", "r12", "r3")
        "ldr r12, [sp, #12]\n"
        MODELC_DSP_PACK("r4", "r6", "r5", "r7", "r12")
        MODELC_DSP_PACK("r8", "r10", "r9", "r11", "r12")
        "str r8, [r14]\n"
        "str r4, [r1]\n"
        "add sp, sp, #20\n"
        "pop {r4-r11, pc}\n");
}

/* Widens one line of four channels between its paddings. */
static void modelc_depthwise_line_widen(const modelc_depthwise_line_s8_dsp_parameters *p, const int8_t *input, uint32_t *slot)
{
    for (int32_t i = 0; i < p->input_length; ++i, slot += 2, input += p->input_step) {
        const uint32_t four = modelc_load_4xs8(input);
        slot[0] = modelc_sxtb16(four);
        slot[1] = modelc_sxtb16_ror8(four);
    }
}

/* One line of four channels. words: their constants; weights, inputs: widened. */
static void modelc_depthwise_line_run(const modelc_depthwise_line_s8_dsp_parameters *p, const int32_t *words, const uint32_t *weights,
                                      const uint32_t *inputs, int8_t *output)
{
    modelc_line_pair pair;
    pair.weights = weights;
    pair.taps = p->taps;
    pair.bias = words + p->taps;
    pair.zero_point_pair = modelc_dsp_zero_point_pair(&p->output);
    for (int32_t i = 0; i < p->output_length; i += 2) {
        pair.inputs = inputs + i * 2;
        pair.output0 = output + i * p->output_step;
        pair.output1 = i + 1 < p->output_length ? pair.output0 + p->output_step : pair.output0;
        modelc_line_pair_run(&pair);
    }
}

MODELC_API void modelc_depthwise_line_s8_dsp(const modelc_depthwise_line_s8_dsp_parameters *parameters, const int8_t *input,
                                             int8_t *output, void *scratch)
{
    const modelc_depthwise_line_s8_dsp_parameters *const p = parameters;
    uint32_t *const weights = (uint32_t *)scratch;
    uint32_t *const inputs = weights + p->taps * 2;
    const uint32_t padding = ((uint32_t)p->input_zero_point & 0xffffu) * 0x10001u;
    /* Columns of the last pair's second output may lie one behind the padding. */
    for (int32_t i = 0; i < (p->output_length + p->taps) * 2; ++i) {
        inputs[i] = padding;
    }
    for (int32_t channel = 0; channel < p->channels; channel += 4) {
        const int32_t *const words = p->quads + channel / 4 * (p->taps + 8);
        for (int32_t tap = 0; tap < p->taps; ++tap) {
            weights[tap * 2] = modelc_sxtb16((uint32_t)words[tap]);
            weights[tap * 2 + 1] = modelc_sxtb16_ror8((uint32_t)words[tap]);
        }
        for (int32_t line = 0; line < p->lines; ++line) {
            modelc_depthwise_line_widen(p, input + line * p->input_line + channel, inputs + p->pad_begin * 2);
            modelc_depthwise_line_run(p, words, weights, inputs, output + line * p->output_line + channel);
        }
    }
    modelc_dsp_clamp(&p->output, output, p->lines * p->output_length * p->channels);
}

#endif
