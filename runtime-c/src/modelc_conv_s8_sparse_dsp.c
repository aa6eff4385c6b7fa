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

static inline int32_t modelc_conv_s8_sparse_dsp_word(int32_t first, int32_t second)
{
    return first + second * MODELC_CONV_SPARSE_DSP_SECOND;
}

/* Words of elements that lie step apart, with the second places' apart bytes behind the first ones'. */
static inline void modelc_conv_s8_sparse_dsp_line(const int8_t *element, int32_t step, int32_t apart, int32_t count, int32_t *words)
{
    for (; count >= 4; count -= 4) {
        int32_t first, second;
        __asm volatile(
            ".rept 4\n"
            "ldrsb %[second], [%[element], %[apart]]\n"
            "ldrsb %[first], [%[element], #0]\n"
            "add %[element], %[element], %[step]\n"
            "add %[first], %[first], %[second], lsl #23\n"
            "str %[first], [%[words]], #4\n"
            ".endr\n"
            : [element] "+r"(element), [words] "+r"(words), [first] "=&r"(first), [second] "=&r"(second)
            : [apart] "r"(apart), [step] "r"(step)
            : "memory");
    }
    for (; count > 0; --count, element += step) {
        *words++ = modelc_conv_s8_sparse_dsp_word(element[0], element[apart]);
    }
}

/* Two rows of the input, null where they lie outside of it, as first and second places read them. */
typedef struct {
    const int8_t *first, *second;
    int32_t shift; /* of the second places' pixels */
} modelc_conv_s8_sparse_dsp_rows;

static inline const int8_t *modelc_conv_s8_sparse_dsp_row(const modelc_window *w, const int8_t *input, int32_t row)
{
    return row >= 0 && row < w->input_height ? input + row * w->input_width * w->input_channels : NULL;
}

/* An element of a row, or padding. */
static inline int32_t modelc_conv_s8_sparse_dsp_element(const modelc_conv_s8_sparse_dsp_parameters *p, const int8_t *row, int32_t x,
                                                        int32_t channel)
{
    const int inside = row != NULL && x >= 0 && x < p->window.input_width;
    return inside ? row[x * p->window.input_channels + channel] : p->input_zero_point;
}

/* Words begin to end of a line of a channel that starts at pixel x, with padding. */
static void modelc_conv_s8_sparse_dsp_edge(const modelc_conv_s8_sparse_dsp_parameters *p, const modelc_conv_s8_sparse_dsp_rows *rows,
                                           int32_t x, int32_t channel, modelc_taps part, int32_t *words)
{
    for (int32_t i = part.begin; i < part.end; ++i) {
        const int32_t at = x + i * p->window.stride_width;
        words[i] = modelc_conv_s8_sparse_dsp_word(modelc_conv_s8_sparse_dsp_element(p, rows->first, at, channel),
                                                  modelc_conv_s8_sparse_dsp_element(p, rows->second, at + rows->shift, channel));
    }
}

/* The lines of all channels that start at pixel x, pitch words apart. */
static void modelc_conv_s8_sparse_dsp_lines(const modelc_conv_s8_sparse_dsp_parameters *p, const modelc_conv_s8_sparse_dsp_rows *rows,
                                            int32_t x, int32_t *words)
{
    const modelc_window *const w = &p->window;
    const int32_t channels = w->input_channels;
    const int32_t pitch = p->phases * p->line;
    const int both = rows->first != NULL && rows->second != NULL;
    const modelc_taps inside = modelc_taps_between(x, w->stride_width, both ? p->line : 0, 0, w->input_width - rows->shift);
    const modelc_taps left = { 0, inside.begin };
    const modelc_taps right = { inside.end, p->line };
    const int32_t count = inside.end - inside.begin;
    const int8_t *const element = count > 0 ? rows->first + (x + inside.begin * w->stride_width) * channels : NULL;
    const int32_t apart = count > 0 ? (int32_t)(rows->second - rows->first) + rows->shift * channels : 0;
    for (int32_t c = 0; c < channels; ++c, words += pitch) {
        if (count > 0) {
            modelc_conv_s8_sparse_dsp_line(element + c, w->stride_width * channels, apart, count, words + inside.begin);
        }
        if (count < p->line) {
            modelc_conv_s8_sparse_dsp_edge(p, rows, x, c, left, words);
            modelc_conv_s8_sparse_dsp_edge(p, rows, x, c, right, words);
        }
    }
}

/* A row of a strip from input row and column on. */
static inline void modelc_conv_s8_sparse_dsp_fill(const modelc_conv_s8_sparse_dsp_parameters *p, const int8_t *input, int32_t row,
                                                  int32_t column, int32_t *words)
{
    const modelc_window *const w = &p->window;
    modelc_conv_s8_sparse_dsp_rows rows;
    rows.first = modelc_conv_s8_sparse_dsp_row(w, input, row);
    rows.second = modelc_conv_s8_sparse_dsp_row(w, input, p->tile_rows == 1 ? row : row + w->stride_height);
    rows.shift = p->tile_rows == 1 ? 4 * w->stride_width : 0;
    for (int32_t phase = 0; phase < p->phases; ++phase) {
        modelc_conv_s8_sparse_dsp_lines(p, &rows, column + phase, words + phase * p->line);
    }
}

/* Offsets of the outputs of four places of which count exist, from the output of the first of them on. */
static inline void modelc_conv_s8_sparse_dsp_offsets(int32_t count, int32_t begin, int32_t step, int32_t *offsets)
{
    for (int32_t i = 0; i < 4; ++i) {
        offsets[i] = count > 0 ? begin + (i < count ? i : count - 1) * step : 0;
    }
}

/* Moves words to a lower place. */
static inline void modelc_conv_s8_sparse_dsp_move(int32_t *to, const int32_t *from, int32_t count)
{
    for (; count >= 4; count -= 4) {
        int32_t a, b, c, d;
        __asm volatile(
            "ldrd %[a], %[b], [%[from]], #8\n"
            "ldrd %[c], %[d], [%[from]], #8\n"
            "strd %[a], %[b], [%[to]], #8\n"
            "strd %[c], %[d], [%[to]], #8\n"
            : [to] "+r"(to), [from] "+r"(from), [a] "=&r"(a), [b] "=&r"(b), [c] "=&r"(c), [d] "=&r"(d)
            :
            : "memory");
    }
    for (; count > 0; --count) {
        *to++ = *from++;
    }
}

/* What is the same for all tiles. */
static inline modelc_conv_s8_sparse_dsp_tile modelc_conv_s8_sparse_dsp_tile_of(const modelc_sparse_dsp_filters *filters, const int32_t *words)
{
    modelc_conv_s8_sparse_dsp_tile tile;
    tile.counts = (const uint16_t *)filters->weights;
    tile.steps = (const uint8_t *)(filters->weights + (filters->outputs + 1) / 2);
    tile.words = words;
    tile.bias = filters->bias;
    tile.multipliers = filters->multipliers;
    tile.filters = filters->outputs;
    tile.zero_point = filters->output.zero_point;
    return tile;
}

/* All tiles below each other from output column x on. */
static inline void modelc_conv_s8_sparse_dsp_strip(const modelc_conv_s8_sparse_dsp_parameters *p, const int8_t *input, int32_t x,
                                                   int8_t *output, int32_t *words)
{
    const modelc_window *const w = &p->window;
    const int32_t channels = w->output_channels;
    const int32_t rest = w->output_width - x;
    const int32_t column = x * w->stride_width - w->pad_left;
    const int32_t row_words = w->input_channels * p->phases * p->line;
    const int32_t step = p->tile_rows * w->stride_height;
    const int32_t common = w->dilation_height == 1 && step < w->kernel_height ? w->kernel_height - step : 0;
    modelc_conv_s8_sparse_dsp_tile tile = modelc_conv_s8_sparse_dsp_tile_of(&p->filters, words);
    modelc_conv_s8_sparse_dsp_offsets(rest, 0, channels, tile.offsets);
    modelc_conv_s8_sparse_dsp_offsets(p->tile_rows == 1 ? rest - 4 : rest, (p->tile_rows == 1 ? 4 : w->output_width) * channels, channels,
                                      tile.offsets + 4);
    tile.output = output + x * channels;
    for (int32_t y = 0; y < w->output_height; y += p->tile_rows) {
        const int32_t top = y * w->stride_height - w->pad_top;
        int32_t ky = 0;
        if (y > 0) {
            modelc_conv_s8_sparse_dsp_move(words, words + step * row_words, common * row_words);
            ky = common;
        }
        for (; ky < w->kernel_height; ++ky) {
            modelc_conv_s8_sparse_dsp_fill(p, input, top + ky * w->dilation_height, column, words + ky * row_words);
        }
        if (y + p->tile_rows > w->output_height) {
            modelc_conv_s8_sparse_dsp_offsets(0, 0, 0, tile.offsets + 4);
        }
        modelc_conv_s8_sparse_dsp_tile_run(&tile);
        tile.output += p->tile_rows * w->output_width * channels;
    }
}

MODELC_API void modelc_conv_s8_sparse_dsp(const modelc_conv_s8_sparse_dsp_parameters *parameters, const int8_t *input, int8_t *output,
                                          void *scratch)
{
    const modelc_window *const w = &parameters->window;
    for (int32_t x = 0; x < w->output_width; x += 8 / parameters->tile_rows) {
        modelc_conv_s8_sparse_dsp_strip(parameters, input, x, output, (int32_t *)scratch);
    }
    modelc_dsp_clamp(&parameters->filters.output, output, w->output_height * w->output_width * w->output_channels);
}

#endif
