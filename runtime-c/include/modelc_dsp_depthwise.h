/* Depthwise 3x3 convolution for Arm's DSP extension, shared by its kernels for stride 1 and 2. Not for models. */
#ifndef MODELC_DSP_DEPTHWISE_H
#define MODELC_DSP_DEPTHWISE_H

#include "modelc_dsp.h"

#if defined(__ARM_FEATURE_DSP)

/* Four channels, in the order 0, 2, 1, 3; the offsets are known to the assembly. Weights: pairs of channels for kernel x, kernel y. */
typedef struct {
    uint32_t weights[3][3][2];
    int32_t bias[4];
    int32_t multipliers[4];
} modelc_dsp_quad;

/* Where a pair of output rows goes; the offsets are known to the assembly. */
typedef struct {
    int8_t *output0, *output1; /* if they are equal, output0's result remains */
    int32_t stride;            /* bytes from one pixel to the next */
    int32_t pixels;
    uint32_t zero_point_pair;
} modelc_dsp_row_pair;

/* Computes a pair of rows from widened columns. */
typedef void modelc_dsp_rows(const modelc_dsp_quad *quad, const uint32_t *columns, const modelc_dsp_row_pair *rows);

/* Adds four products to the accumulators of one row: r2, r3 are inputs, r12, r14 weights. */
#define MODELC_DSP_ROW0                                       \
    "smlabb r4, r2, r12, r4\n" "smlatt r5, r2, r12, r5\n"     \
    "smlabb r6, r3, r14, r6\n" "smlatt r7, r3, r14, r7\n"
#define MODELC_DSP_ROW1                                       \
    "smlabb r8, r2, r12, r8\n" "smlatt r9, r2, r12, r9\n"     \
    "smlabb r10, r3, r14, r10\n" "smlatt r11, r3, r14, r11\n"

#define MODELC_DSP_INPUT(offset) "ldrd r2, r3, [r1, #" offset "]\n"
#define MODELC_DSP_WEIGHT(offset) "ldrd r12, r14, [r0, #" offset "]\n"

/*
 * A pair of rows, four channels by two rows at a time. products: adds the products of all taps to r4-r7 (row 0) and r8-r11 (row 1), reading
 * weights at r0 and widened inputs at r1; advance: bytes from the columns of one pixel to the next.
 */
#define MODELC_DSP_DEPTHWISE_ROWS(name, products, advance)                                                                             \
    __attribute__((naked, noinline)) static void name(const modelc_dsp_quad *quad __attribute__((unused)),                             \
                                                      const uint32_t *columns __attribute__((unused)),                                 \
                                                      const modelc_dsp_row_pair *rows __attribute__((unused)))                         \
    {                                                                                                                                  \
        __asm volatile(                                                                                                                \
            "push {r4-r11, lr}\n"                                                                                                      \
            "ldm r2, {r4-r8}\n"                                                                                                        \
            "push {r4-r8}\n"                                                                                                           \
            "1:\n"                                                                                                                     \
            "ldrd r4, r5, [r0, #72]\n"                                                                                                 \
            "ldrd r6, r7, [r0, #80]\n"                                                                                                 \
            "mov r8, r4\n"                                                                                                             \
            "mov r9, r5\n"                                                                                                             \
            "mov r10, r6\n"                                                                                                            \
            "mov r11, r7\n"                                                                                                            \
            products                                                                                                                   \
            "add r1, r1, #" advance "\n"                                                                                               \
            "ldrd r2, r3, [r0, #88]\n"                                                                                                 \
            MODELC_DSP_REQUANTISE("r4", "r12", "r2") MODELC_DSP_REQUANTISE("r8", "r12", "r2")                                          \
            MODELC_DSP_REQUANTISE("r5", "r12", "r3") MODELC_DSP_REQUANTISE("r9", "r12", "r3")                                          \
            "ldrd r2, r3, [r0, #96]\n"                                                                                                 \
            MODELC_DSP_REQUANTISE("r6", "r12", "r2") MODELC_DSP_REQUANTISE("r10", "r12", "r2")                                         \
            MODELC_DSP_REQUANTISE("r7", "r12", "r3") MODELC_DSP_REQUANTISE("r11", "r12", "r3")                                         \
            "ldr r12, [sp, #16]\n"                                                                                                     \
            "ldm sp, {r2, r3, r14}\n"                                                                                                  \
            MODELC_DSP_PACK("r4", "r6", "r5", "r7", "r12")                                                                             \
            MODELC_DSP_PACK("r8", "r10", "r9", "r11", "r12")                                                                           \
            "ldr r12, [sp, #12]\n"                                                                                                     \
            "str r8, [r3]\n"                                                                                                           \
            "str r4, [r2]\n"                                                                                                           \
            "add r2, r2, r14\n"                                                                                                        \
            "add r3, r3, r14\n"                                                                                                        \
            "strd r2, r3, [sp]\n"                                                                                                      \
            "subs r12, r12, #1\n"                                                                                                      \
            "str r12, [sp, #12]\n"                                                                                                     \
            "bne 1b\n"                                                                                                                 \
            "add sp, sp, #20\n"                                                                                                        \
            "pop {r4-r11, pc}\n");                                                                                                     \
    }

/* Widens the constants of four channels: 9 words of weights, 4 start values, 4 multipliers. */
static inline void modelc_dsp_load_quad(modelc_dsp_quad *quad, const int32_t *words)
{
    uint32_t *pair = &quad->weights[0][0][0];
    for (int32_t tap = 0; tap < 9; ++tap) {
        *pair++ = modelc_sxtb16((uint32_t)words[tap]);
        *pair++ = modelc_sxtb16_ror8((uint32_t)words[tap]);
    }
    memcpy(quad->bias, words + 9, sizeof quad->bias);
    memcpy(quad->multipliers, words + 13, sizeof quad->multipliers);
}

/* The input's zero point as a pair of channels: what widened columns outside the input hold. */
static inline uint32_t modelc_dsp_padding(const modelc_depthwise_conv_s8_dsp_parameters *p)
{
    return ((uint32_t)p->input_zero_point & 0xffffu) * 0x10001u;
}

static inline void modelc_dsp_widen_pixel(uint32_t *slot, uint32_t four)
{
    slot[0] = modelc_sxtb16(four);
    slot[1] = modelc_sxtb16_ror8(four);
}

/*
 * Widens one row of four channels. input: the four channels of its first pixel. slot: the row's place in the first of count columns, which
 * lie pitch words apart and hold padding already where they lie left or right of the input.
 */
static inline void modelc_dsp_widen_row(const modelc_depthwise_conv_s8_dsp_parameters *p, const int8_t *input, int32_t y, int32_t count,
                                        int32_t pitch, uint32_t *slot)
{
    const modelc_window *const w = &p->window;
    const int32_t right = w->pad_left + w->input_width;
    int32_t pixels = (right < count ? right : count) - w->pad_left;
    slot += w->pad_left * pitch;
    if (y >= 0 && y < w->input_height) {
        const int32_t channels = w->input_channels;
        const int8_t *pixel = input + y * w->input_width * channels;
        for (; pixels >= 2; pixels -= 2, slot += 2 * pitch, pixel += 2 * channels) {
            modelc_dsp_widen_pixel(slot, modelc_load_4xs8(pixel));
            modelc_dsp_widen_pixel(slot + pitch, modelc_load_4xs8(pixel + channels));
        }
        if (pixels > 0) {
            modelc_dsp_widen_pixel(slot, modelc_load_4xs8(pixel));
        }
    } else {
        const uint32_t padding = modelc_dsp_padding(p);
        for (; pixels > 0; --pixels, slot += pitch) {
            slot[0] = padding;
            slot[1] = padding;
        }
    }
}

/* Fills the columns from begin to end with padding. */
static inline void modelc_dsp_pad_columns(const modelc_depthwise_conv_s8_dsp_parameters *p, uint32_t *columns, int32_t begin, int32_t end,
                                          int32_t pitch)
{
    const uint32_t padding = modelc_dsp_padding(p);
    for (int32_t i = begin * pitch; i < end * pitch; ++i) {
        columns[i] = padding;
    }
}

/* Fills those of count columns with padding that lie left or right of the input. */
static inline void modelc_dsp_pad(const modelc_depthwise_conv_s8_dsp_parameters *p, uint32_t *columns, int32_t count, int32_t pitch)
{
    const modelc_window *const w = &p->window;
    modelc_dsp_pad_columns(p, columns, 0, w->pad_left < count ? w->pad_left : count, pitch);
    modelc_dsp_pad_columns(p, columns, w->pad_left + w->input_width, count, pitch);
}

/* The place of output rows y and y + 1; the last row of an odd number is computed twice. */
static inline modelc_dsp_row_pair modelc_dsp_row_pair_at(const modelc_depthwise_conv_s8_dsp_parameters *p, int8_t *output, int32_t y)
{
    const modelc_window *const w = &p->window;
    const int32_t row = w->output_width * w->output_channels;
    modelc_dsp_row_pair pair;
    pair.output0 = output + y * row;
    pair.output1 = y + 1 < w->output_height ? pair.output0 + row : pair.output0;
    pair.stride = w->output_channels;
    pair.pixels = w->output_width;
    pair.zero_point_pair = modelc_dsp_zero_point_pair(&p->output);
    return pair;
}

#endif

#endif
