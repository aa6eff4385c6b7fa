#include "modelc.h"
#include "modelc_dsp.h"

#if defined(__ARM_FEATURE_DSP)

/* A word holds the inputs a, b of two places as a + 2^23 b. One SMLAL multiplies both; sums of places stay below 2^22. */
#define MODELC_CONV_SPARSE_DSP_SECOND (1 << 23)

/* What a tile reads; the offsets are known to its assembly, which goes through counts, steps, bias, multipliers and output. */
typedef struct {
    const uint16_t *counts;
    const uint8_t *steps;
    const int32_t *words;
    const int32_t *bias;
    const int32_t *multipliers;
    int32_t filters;
    int8_t *output;
    int32_t zero_point;
    int32_t offsets[8]; /* of the places' outputs: first places, then second ones. Equal ones keep the result of the first among them. */
} modelc_conv_s8_sparse_dsp_tile;

/* The places of a pair of accumulators, which are 2^22 too large. */
#define MODELC_CONV_SPARSE_DSP_PLACES(first, second)               \
    "lsl " second ", " second ", #9\n"                         \
    "orr " second ", " second ", " first ", lsr #23\n"         \
    "ubfx " first ", " first ", #0, #23\n"                     \
    "sub " first ", " first ", #0x400000\n"

#define MODELC_CONV_SPARSE_DSP_FINISH(value)                       \
    MODELC_DSP_REQUANTISE(value, "r3", "r2")                   \
    "add " value ", " value ", r12\n"                          \
    "ssat " value ", #8, " value "\n"

/*
 * All filters at eight places. A step takes 9 instructions for 8 products; eight are unrolled, of 36 bytes each, and the first pass enters in
 * the middle.
 */
__attribute__((naked, noinline)) static void modelc_conv_s8_sparse_dsp_tile_run(const modelc_conv_s8_sparse_dsp_tile *tile __attribute__((unused)))
{
    __asm volatile(
        "push {r4-r11, lr}\n"
        "sub sp, sp, #68\n"
        "ldm r0!, {r4-r11}\n"
        "stm sp, {r4-r11}\n"
        "ldm r0, {r4-r11}\n"
        "add r0, sp, #32\n"
        "stm r0, {r4-r11}\n"
        /* sp: 0 counts, 4 steps, 8 words, 12 bias, 16 multipliers, 20 filters, 24 output, 28 zero point, 32 offsets, 64 entry */
        "adr r1, 2f\n"
        "orr r1, r1, #1\n"
        "str r1, [sp, #64]\n"
        "ldr r0, [sp, #4]\n"
        "1:\n"
        "ldrd r1, r2, [sp, #8]\n"
        "ldr r12, [r2], #4\n"
        "str r2, [sp, #12]\n"
        "ldr r2, [sp, #0]\n"
        "ldrh r3, [r2], #2\n"
        "str r2, [sp, #0]\n"
        "movw r14, #1\n"
        "movt r14, #0x80\n"
        "smull r4, r5, r12, r14\n"
        "adds r4, r4, #0x400000\n"
        "adc r5, r5, #0\n"
        "mov r6, r4\n"
        "mov r7, r5\n"
        "mov r8, r4\n"
        "mov r9, r5\n"
        "mov r10, r4\n"
        "mov r11, r5\n"
        "cmp r3, #0\n"
        "beq 3f\n"
        "add r14, r0, r3, lsl #1\n"
        "ldr r2, [sp, #64]\n"
        "rsb r12, r3, #0\n"
        "and r12, r12, #7\n"
        "add r12, r12, r12, lsl #3\n"
        "add r2, r2, r12, lsl #2\n"
        "bx r2\n"
        ".balign 4\n"
        "2:\n"
        ".rept 8\n"
        "ldrb r3, [r0], #1\n"
        "ldrsb r2, [r0], #1\n"
        "add.w r1, r1, r3, lsl #2\n"
        "ldrd r3, r12, [r1, #0]\n"
        "smlal r4, r5, r3, r2\n"
        "smlal r6, r7, r12, r2\n"
        "ldrd r3, r12, [r1, #8]\n"
        "smlal r8, r9, r3, r2\n"
        "smlal r10, r11, r12, r2\n"
        ".endr\n"
        "cmp r0, r14\n"
        "bne 2b\n"
        "3:\n"
        "ldr r1, [sp, #16]\n"
        "ldr r2, [r1], #4\n"
        "str r1, [sp, #16]\n"
        "ldr r12, [sp, #28]\n"
        MODELC_CONV_SPARSE_DSP_PLACES("r4", "r5")
        MODELC_CONV_SPARSE_DSP_PLACES("r6", "r7")
        MODELC_CONV_SPARSE_DSP_PLACES("r8", "r9")
        MODELC_CONV_SPARSE_DSP_PLACES("r10", "r11")
        MODELC_CONV_SPARSE_DSP_FINISH("r4")
        MODELC_CONV_SPARSE_DSP_FINISH("r5")
        MODELC_CONV_SPARSE_DSP_FINISH("r6")
        MODELC_CONV_SPARSE_DSP_FINISH("r7")
        MODELC_CONV_SPARSE_DSP_FINISH("r8")
        MODELC_CONV_SPARSE_DSP_FINISH("r9")
        MODELC_CONV_SPARSE_DSP_FINISH("r10")
        MODELC_CONV_SPARSE_DSP_FINISH("r11")
        "ldr r1, [sp, #24]\n"
        "ldrd r2, r3, [sp, #48]\n"
        "ldrd r12, r14, [sp, #56]\n"
        "strb r11, [r1, r14]\n"
        "strb r9, [r1, r12]\n"
        "strb r7, [r1, r3]\n"
        "strb r5, [r1, r2]\n"
        "ldrd r2, r3, [sp, #32]\n"
        "ldrd r12, r14, [sp, #40]\n"
        "strb r10, [r1, r14]\n"
        "strb r8, [r1, r12]\n"
        "strb r6, [r1, r3]\n"
        "strb r4, [r1, r2]\n"
        "add r1, r1, #1\n"
        "str r1, [sp, #24]\n"
        "ldr r3, [sp, #20]\n"
        "subs r3, r3, #1\n"
        "str r3, [sp, #20]\n"
        "bne 1b\n"
        "add sp, sp, #68\n"
        "pop {r4-r11, pc}\n");
}

/* All channels of a pixel, or padding, for first and second places. pitch: words from one channel to the next. */
static inline void modelc_conv_s8_sparse_dsp_pixel(const modelc_conv_s8_sparse_dsp_parameters *p, const int8_t *first, const int8_t *second,
                                            int32_t pitch, int32_t *words)
{
    const int8_t padding = (int8_t)p->input_zero_point;
    const int32_t first_step = first != NULL;
    const int32_t second_step = second != NULL;
    const int8_t *a = first_step ? first : &padding;
    const int8_t *b = second_step ? second : &padding;
    for (int32_t channel = p->window.input_channels; channel > 0; --channel, a += first_step, b += second_step, words += pitch) {
        *words = *a + *b * MODELC_CONV_SPARSE_DSP_SECOND;
    }
}

/* The channels of a pixel where it lies in a row, else null; row: null if it lies outside of the input. */
static inline const int8_t *modelc_conv_s8_sparse_dsp_at(const modelc_window *w, const int8_t *row, int32_t x)
{
    return row != NULL && x >= 0 && x < w->input_width ? row + x * w->input_channels : NULL;
}

static inline const int8_t *modelc_conv_s8_sparse_dsp_row(const modelc_window *w, const int8_t *input, int32_t row)
{
    return row >= 0 && row < w->input_height ? input + row * w->input_width * w->input_channels : NULL;
}

/* A row of a strip from input row and column on. */
static void modelc_conv_s8_sparse_dsp_fill(const modelc_conv_s8_sparse_dsp_parameters *p, const int8_t *input, int32_t row, int32_t column,
                                    int32_t *words)
{
    const modelc_window *const w = &p->window;
    const int8_t *const first = modelc_conv_s8_sparse_dsp_row(w, input, row);
    const int8_t *const second = modelc_conv_s8_sparse_dsp_row(w, input, p->tile_rows == 1 ? row : row + w->stride_height);
    const int32_t second_column = p->tile_rows == 1 ? 4 * w->stride_width : 0;
    const int32_t pitch = p->phases * p->line;
    for (int32_t phase = 0; phase < p->phases; ++phase) {
        int32_t x = column + phase;
        for (int32_t i = 0; i < p->line; ++i, x += w->stride_width, ++words) {
            modelc_conv_s8_sparse_dsp_pixel(p, modelc_conv_s8_sparse_dsp_at(w, first, x), modelc_conv_s8_sparse_dsp_at(w, second, x + second_column), pitch, words);
        }
    }
}

/* Offsets of the outputs of four places of which count exist, from the output of the first of them on. */
static inline void modelc_conv_s8_sparse_dsp_offsets(int32_t count, int32_t begin, int32_t step, int32_t *offsets)
{
    for (int32_t i = 0; i < 4; ++i) {
        offsets[i] = count > 0 ? begin + (i < count ? i : count - 1) * step : 0;
    }
}

/* The tile at output place y, x. */
static inline void modelc_conv_s8_sparse_dsp_place(const modelc_conv_s8_sparse_dsp_parameters *p, int32_t y, int32_t x, const int32_t *words,
                                            int8_t *output)
{
    const modelc_window *const w = &p->window;
    const int32_t channels = w->output_channels;
    const int32_t rest = w->output_width - x;
    const int32_t row = w->output_width * channels;
    modelc_conv_s8_sparse_dsp_tile tile;
    tile.counts = (const uint16_t *)p->filters.weights;
    tile.steps = (const uint8_t *)(p->filters.weights + (p->filters.outputs + 1) / 2);
    tile.words = words;
    tile.bias = p->filters.bias;
    tile.multipliers = p->filters.multipliers;
    tile.filters = channels;
    tile.output = output + y * row + x * channels;
    tile.zero_point = p->filters.output.zero_point;
    modelc_conv_s8_sparse_dsp_offsets(rest, 0, channels, tile.offsets);
    if (p->tile_rows == 1) {
        modelc_conv_s8_sparse_dsp_offsets(rest - 4, 4 * channels, channels, tile.offsets + 4);
    } else {
        modelc_conv_s8_sparse_dsp_offsets(y + 1 < w->output_height ? rest : 0, row, channels, tile.offsets + 4);
    }
    modelc_conv_s8_sparse_dsp_tile_run(&tile);
}

/* Rows of a strip that the next tile reads too. */
static inline void modelc_conv_s8_sparse_dsp_keep(int32_t *words, int32_t count, int32_t step)
{
    for (int32_t i = 0; i < count; ++i) {
        words[i] = words[i + step];
    }
}

MODELC_API void modelc_conv_s8_sparse_dsp(const modelc_conv_s8_sparse_dsp_parameters *parameters, const int8_t *input, int8_t *output,
                                          void *scratch)
{
    const modelc_conv_s8_sparse_dsp_parameters *const p = parameters;
    const modelc_window *const w = &p->window;
    int32_t *const words = (int32_t *)scratch;
    const int32_t row_words = w->input_channels * p->phases * p->line;
    const int32_t step = p->tile_rows * w->stride_height;
    const int32_t common = w->dilation_height == 1 && step < w->kernel_height ? w->kernel_height - step : 0;
    for (int32_t x = 0; x < w->output_width; x += 8 / p->tile_rows) {
        for (int32_t y = 0; y < w->output_height; y += p->tile_rows) {
            const int32_t top = y * w->stride_height - w->pad_top;
            const int32_t kept = y == 0 ? 0 : common;
            modelc_conv_s8_sparse_dsp_keep(words, kept * row_words, step * row_words);
            for (int32_t ky = kept; ky < w->kernel_height; ++ky) {
                modelc_conv_s8_sparse_dsp_fill(p, input, top + ky * w->dilation_height, x * w->stride_width - w->pad_left, words + ky * row_words);
            }
            modelc_conv_s8_sparse_dsp_place(p, y, x, words, output);
        }
    }
    modelc_dsp_clamp(&p->filters.output, output, w->output_height * w->output_width * w->output_channels);
}

#endif
