/* Convolution for Arm's DSP extension: the columns that its kernels' tiles read, two places at a time. Not for models. */
#ifndef MODELC_DSP_CONV_H
#define MODELC_DSP_CONV_H

#include "modelc_dsp.h"

#if defined(__ARM_FEATURE_DSP)

/* What tiles read; the offsets are known to their assembly. */
typedef struct {
    const int32_t *weights;
    const uint32_t *columns;
    int32_t steps; /* pairs of inputs, a multiple of 2 */
    const int32_t *channels;
    int8_t *output;      /* of column 0 */
    int32_t output_step; /* from there to that of column 1; 0 for a single column, whose results are stored last */
    int32_t groups;
    uint32_t zero_point_pair;
    int32_t *starts; /* of the accumulators, where they depend on the columns */
} modelc_dsp_conv_tiles_arguments;

/* All groups of four channels of two columns. */
typedef void modelc_dsp_conv_tiles_function(const modelc_dsp_conv_tiles_arguments *arguments);

/* What is done once for two columns before their tiles. */
typedef void modelc_dsp_conv_prepare_function(modelc_dsp_conv_tiles_arguments *arguments);

/* The code of a kind of weights. prepare: may be null. words: of weights, for four inputs of a group. */
typedef struct {
    modelc_dsp_conv_tiles_function *tiles;
    modelc_dsp_conv_prepare_function *prepare;
    int32_t words;
} modelc_dsp_conv_kind;

/* Widens four inputs to 16 bits in words 0 and 2 of a column. */
static inline void modelc_dsp_conv_widen_4(uint32_t *column, const int8_t *inputs)
{
    const uint32_t four = modelc_load_4xs8(inputs);
    column[0] = modelc_sxtb16(four);
    column[2] = modelc_sxtb16_ror8(four);
}

/* Loads that follow each other take a cycle each. */
#define MODELC_DSP_CONV_WIDEN(inputs)                                           \
    "sxtb16 %[pair], %[" inputs "]\n"                                           \
    "sxtb16 %[" inputs "], %[" inputs "], ror #8\n"                             \
    "str %[pair], [%[column]], #8\n"                                            \
    "str %[" inputs "], [%[column]], #8\n"

/* Widens count inputs (a multiple of 4) into one of two interleaved columns, pairs (0, 2) and (1, 3); returns its next word. */
static uint32_t *modelc_dsp_conv_widen(uint32_t *column, const int8_t *inputs, int32_t count)
{
    for (; count >= 16; count -= 16) {
        uint32_t a, b, c, d, pair;
        __asm volatile(
            "ldr %[a], [%[inputs]], #4\n"
            "ldr %[b], [%[inputs]], #4\n"
            "ldr %[c], [%[inputs]], #4\n"
            "ldr %[d], [%[inputs]], #4\n"
            MODELC_DSP_CONV_WIDEN("a") MODELC_DSP_CONV_WIDEN("b") MODELC_DSP_CONV_WIDEN("c") MODELC_DSP_CONV_WIDEN("d")
            : [column] "+r"(column), [inputs] "+r"(inputs), [a] "=&r"(a), [b] "=&r"(b), [c] "=&r"(c), [d] "=&r"(d), [pair] "=&r"(pair)
            :
            : "memory");
    }
    for (; count > 0; count -= 4, inputs += 4, column += 4) {
        modelc_dsp_conv_widen_4(column, inputs);
    }
    return column;
}

/* Copies rows of bytes that are too short to be worth calls of memcpy. */
static inline void modelc_dsp_conv_copy_rows(int8_t *to, const int8_t *from, int32_t rows, int32_t bytes, int32_t from_step, int32_t to_step)
{
    for (; rows > 0; --rows, from += from_step, to += to_step) {
        int32_t at = 0;
        for (; at + 4 <= bytes; at += 4) {
            memcpy(to + at, from + at, 4);
        }
        for (; at < bytes; ++at) {
            to[at] = from[at];
        }
    }
}

/* A window that stays inside the input and begins at corner. gathered: memory for its inputs. */
static inline void modelc_dsp_conv_inside(const modelc_conv_s8_dsp_parameters *p, const int8_t *corner, uint32_t *column,
                                          uint32_t *gathered)
{
    const modelc_window *const w = &p->window;
    const int32_t row_bytes = w->kernel_width * w->input_channels;
    const int32_t row_step = w->dilation_height * w->input_width * w->input_channels;
    if ((row_bytes & 3) == 0) {
        for (int32_t row = w->kernel_height; row > 0; --row, corner += row_step) {
            column = modelc_dsp_conv_widen(column, corner, row_bytes);
        }
    } else {
        modelc_dsp_conv_copy_rows((int8_t *)gathered, corner, w->kernel_height, row_bytes, row_step, row_bytes);
        modelc_dsp_conv_widen(column, (const int8_t *)gathered, p->padded_inputs);
    }
}

/* The part of a window that lies inside the input, where pixels are whole words, over padding. */
static inline void modelc_dsp_conv_edge_words(const modelc_conv_s8_dsp_parameters *p, const int8_t *input, const modelc_patch *patch,
                                              uint32_t *column)
{
    const modelc_window *const w = &p->window;
    const int32_t at_once = w->dilation_width == 1 ? patch->columns : 1;
    const uint32_t padding = ((uint32_t)p->input_zero_point & 0xffffu) * 0x10001u;
    for (int32_t i = 0; i < p->padded_inputs; i += 4) {
        column[i] = padding;
        column[i + 2] = padding;
    }
    for (int32_t row = 0; row < patch->rows; ++row) {
        const int8_t *source = input + patch->first_input + row * patch->row_stride;
        uint32_t *target = column + (patch->first_tap + row * w->kernel_width) * w->input_channels;
        for (int32_t tap = 0; tap < patch->columns; tap += at_once, source += patch->column_stride) {
            target = modelc_dsp_conv_widen(target, source, at_once * w->input_channels);
        }
    }
}

/* The same where they are not: by way of bytes, gathered in words. */
static inline void modelc_dsp_conv_edge_bytes(const modelc_conv_s8_dsp_parameters *p, const int8_t *input, const modelc_patch *patch,
                                              uint32_t *column, uint32_t *gathered)
{
    const modelc_window *const w = &p->window;
    const int32_t at_once = w->dilation_width == 1 ? patch->columns : 1;
    const uint32_t padding = ((uint32_t)p->input_zero_point & 0xffu) * 0x1010101u;
    for (int32_t i = 0; i < p->padded_inputs / 4; ++i) {
        gathered[i] = padding;
    }
    for (int32_t tap = 0; tap < patch->columns; tap += at_once) {
        modelc_dsp_conv_copy_rows((int8_t *)gathered + (patch->first_tap + tap) * w->input_channels,
                                     input + patch->first_input + tap * patch->column_stride, patch->rows, at_once * w->input_channels,
                                     patch->row_stride, w->kernel_width * w->input_channels);
    }
    modelc_dsp_conv_widen(column, (const int8_t *)gathered, p->padded_inputs);
}

/* The window at any place of the output, with padding. */
static void modelc_dsp_conv_edge(const modelc_conv_s8_dsp_parameters *p, const int8_t *input, int32_t row, int32_t x, uint32_t *column,
                                 uint32_t *gathered)
{
    const modelc_patch patch = modelc_patch_at(&p->window, row, x);
    if ((p->window.input_channels & 3) == 0) {
        modelc_dsp_conv_edge_words(p, input, &patch, column);
    } else {
        modelc_dsp_conv_edge_bytes(p, input, &patch, column, gathered);
    }
}

/* Everything that is the same for all places. */
static inline modelc_dsp_conv_tiles_arguments modelc_dsp_conv_arguments_of(const modelc_conv_s8_dsp_parameters *p,
                                                                           const uint32_t *columns, int32_t *starts)
{
    modelc_dsp_conv_tiles_arguments a;
    a.weights = p->weights;
    a.columns = columns;
    a.steps = p->padded_inputs / 2;
    a.channels = p->channels;
    a.output = NULL;
    a.output_step = p->window.output_channels;
    a.groups = p->window.output_channels / 4;
    a.zero_point_pair = modelc_dsp_zero_point_pair(&p->output);
    a.starts = starts;
    return a;
}

/* The output channels of two places beyond whole groups of four. */
static inline void modelc_dsp_conv_rest(const modelc_conv_s8_dsp_parameters *p, modelc_dsp_conv_kind kind,
                                        modelc_dsp_conv_tiles_arguments a)
{
    const int32_t rest = p->window.output_channels % 4;
    int8_t *const output0 = a.output + a.groups * 4;
    int8_t *const output1 = output0 + a.output_step;
    int8_t last[8];
    a.weights += a.groups * (p->padded_inputs / 4 * kind.words);
    a.channels += a.groups * 8;
    a.output = last;
    a.output_step = 4;
    a.groups = 1;
    kind.tiles(&a);
    memcpy(output1, last + 4, (size_t)rest);
    memcpy(output0, last, (size_t)rest);
}

/* All output channels of two places. */
static inline void modelc_dsp_conv_places(const modelc_conv_s8_dsp_parameters *p, modelc_dsp_conv_kind kind,
                                          modelc_dsp_conv_tiles_arguments *a, int8_t *output)
{
    a->output = output;
    if (kind.prepare != NULL) {
        kind.prepare(a);
    }
    if (a->groups > 0) {
        kind.tiles(a);
    }
    if (p->window.output_channels % 4 != 0) {
        modelc_dsp_conv_rest(p, kind, *a);
    }
}

/* Places whose inputs are whole words of one pixel. */
static inline void modelc_dsp_conv_pointwise(const modelc_conv_s8_dsp_parameters *p, modelc_dsp_conv_kind kind, int32_t *starts,
                                             const int8_t *input, int8_t *output, uint32_t *columns)
{
    const int32_t inputs = p->padded_inputs;
    const int32_t channels = p->window.output_channels;
    modelc_dsp_conv_tiles_arguments a = modelc_dsp_conv_arguments_of(p, columns, starts);
    for (int32_t rest = p->window.output_height * p->window.output_width; rest > 0; rest -= 2, input += 2 * inputs, output += 2 * channels) {
        modelc_dsp_conv_widen(columns, input, inputs);
        if (rest > 1) {
            modelc_dsp_conv_widen(columns + 1, input + inputs, inputs);
        } else {
            a.output_step = 0;
        }
        modelc_dsp_conv_places(p, kind, &a, output);
    }
}

static inline void modelc_dsp_conv_windows(const modelc_conv_s8_dsp_parameters *p, modelc_dsp_conv_kind kind, int32_t *starts,
                                           const int8_t *input, int8_t *output, uint32_t *columns, uint32_t *gathered)
{
    const modelc_window *const w = &p->window;
    const int32_t step = w->stride_width * w->input_channels;
    const int32_t lefts = w->dilation_width == 1 ? w->input_width - w->kernel_width + 1 : 0;
    const int32_t tops = w->input_height - (w->kernel_height - 1) * w->dilation_height;
    int32_t second = 0;
    modelc_dsp_conv_tiles_arguments a = modelc_dsp_conv_arguments_of(p, columns, starts);
    for (int32_t row = 0; row < w->output_height; ++row) {
        const int32_t top = row * w->stride_height - w->pad_top;
        const int32_t lefts_inside = top >= 0 && top < tops ? lefts : 0;
        int32_t left = -w->pad_left;
        int32_t corner = (top * w->input_width + left) * w->input_channels;
        for (int32_t x = 0; x < w->output_width; ++x, left += w->stride_width, corner += step) {
            if (left >= 0 && left < lefts_inside) {
                modelc_dsp_conv_inside(p, input + corner, columns + second, gathered);
            } else {
                modelc_dsp_conv_edge(p, input, row, x, columns + second, gathered);
            }
            if (second != 0) {
                modelc_dsp_conv_places(p, kind, &a, output);
                output += 2 * w->output_channels;
            }
            second ^= 1;
        }
    }
    if (second != 0) {
        a.output_step = 0;
        modelc_dsp_conv_places(p, kind, &a, output);
    }
}

/* The whole convolution. starts: what prepare writes, or null. */
static inline void modelc_dsp_conv_of(const modelc_conv_s8_dsp_parameters *p, modelc_dsp_conv_kind kind, int32_t *starts,
                                      const int8_t *input, int8_t *output, void *scratch)
{
    const modelc_window *const w = &p->window;
    uint32_t *const columns = (uint32_t *)scratch;
    if (p->pixels) {
        modelc_dsp_conv_pointwise(p, kind, starts, input, output, columns);
    } else {
        modelc_dsp_conv_windows(p, kind, starts, input, output, columns, columns + p->padded_inputs);
    }
    modelc_dsp_clamp(&p->output, output, w->output_height * w->output_width * w->output_channels);
}

#endif

#endif
