/*
 * modelc runtime: kernels that generated models call.
 *
 * Drop this header and the sources that a model's report names into any C99 or C++ project. No kernel allocates memory, uses stdio or
 * mutable globals, recurses, or reads or writes outside the buffers it is given. Tensors are row-major; image tensors are NHWC.
 * Every kernel has the form kernel(parameters, inputs..., outputs...), with scratch memory as a last argument where its contract says so.
 * The compiler guarantees the contracts below; kernels do not check. Names end in what a kernel is for: _dsp and _mve are Arm's extensions,
 * _thumb1 is Armv6-M, _rv64 has 64-bit multiplications, _tiled is any core without SIMD; those without an ending run everywhere, but for
 * modelc_kpu_..., which need the K210 or MODELC_KPU_MODEL (modelc_kpu.h). f16 is f32 with weights of 16 bits, s4 has weights of 4 bits, _sparse leaves out weights that are 0.
 *
 * Licensed under the Apache License, Version 2.0.
 */
#ifndef MODELC_H
#define MODELC_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Generated models refuse to compile with a runtime of another ABI. */
#define MODELC_ABI 1

/* Linkage of kernels; an amalgamated model defines it as static. */
#ifndef MODELC_API
#define MODELC_API
#endif

/* Alignment, in bytes, of constants that hardware reads. */
#if defined(__GNUC__)
#define MODELC_ALIGNED(bytes) __attribute__((aligned(bytes)))
#else
#define MODELC_ALIGNED(bytes)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* A window sliding over an NHWC input. Sizes in elements; taps outside the input are padding. */
typedef struct {
    int32_t batches;
    int32_t input_height, input_width, input_channels;
    int32_t output_height, output_width, output_channels;
    int32_t kernel_height, kernel_width;
    int32_t stride_height, stride_width;
    int32_t dilation_height, dilation_width;
    int32_t pad_top, pad_left;
} modelc_window;

/* Last step of every integer kernel: add zero_point, clamp to min..max. All within the result's type. */
typedef struct {
    int32_t zero_point;
    int32_t min, max;
} modelc_output_s8;

/*
 * Rounded fixed-point multiplication (accumulator * multiplier + 2^(shift-1)) >> shift. The multiplier's low byte, as a signed number, is the
 * shift less 32; multiplier >= 0, shift 1..62.
 */
static inline int32_t modelc_requantise(int32_t accumulator, int32_t multiplier)
{
    const int32_t shift = 32 + (int8_t)(multiplier & 0xff);
    const int64_t product = (int64_t)accumulator * multiplier;
    return (int32_t)((product + ((int64_t)1 << (shift - 1))) >> shift);
}

/* The s8 result of a requantised sum. */
static inline int8_t modelc_finish_s8(const modelc_output_s8 *output, int32_t scaled)
{
    const int32_t value = scaled + output->zero_point;
    return (int8_t)(value < output->min ? output->min : value > output->max ? output->max : value);
}

static inline int32_t modelc_clamp_s32(int32_t value, int32_t min, int32_t max)
{
    return value < min ? min : value > max ? max : value;
}

static inline float modelc_clamp_f32(float value, float min, float max)
{
    return value < min ? min : value > max ? max : value;
}

/* Taps of a window along one axis: begin (inclusive) to end (exclusive). */
typedef struct {
    int32_t begin, end;
} modelc_taps;

/* Those of the kernel's taps at start, start + dilation, ... that lie from low (inclusive) to high (exclusive). */
static inline modelc_taps modelc_taps_between(int32_t start, int32_t dilation, int32_t kernel, int32_t low, int32_t high)
{
    modelc_taps taps;
    taps.begin = 0;
    taps.end = kernel;
    while (taps.begin < taps.end && start + taps.begin * dilation < low) {
        ++taps.begin;
    }
    while (taps.begin < taps.end && start + (taps.end - 1) * dilation >= high) {
        --taps.end;
    }
    return taps;
}

/*
 * The part of a window at one place that lies inside the input: rows x columns taps, the first of them tap number first_tap of the kernel
 * (row-major), over the element first_input (channel 0) of the batch. Strides in elements of the input.
 */
typedef struct {
    int32_t rows, columns;
    int32_t first_tap, first_input;
    int32_t row_stride, column_stride;
} modelc_patch;

static inline modelc_patch modelc_patch_at(const modelc_window *w, int32_t y, int32_t x)
{
    const int32_t top = y * w->stride_height - w->pad_top;
    const int32_t left = x * w->stride_width - w->pad_left;
    const modelc_taps rows = modelc_taps_between(top, w->dilation_height, w->kernel_height, 0, w->input_height);
    const modelc_taps columns = modelc_taps_between(left, w->dilation_width, w->kernel_width, 0, w->input_width);
    const int32_t first_row = top + rows.begin * w->dilation_height;
    const int32_t first_column = left + columns.begin * w->dilation_width;
    modelc_patch patch;
    patch.rows = rows.end - rows.begin;
    patch.columns = columns.end - columns.begin;
    patch.first_tap = rows.begin * w->kernel_width + columns.begin;
    patch.first_input = (first_row * w->input_width + first_column) * w->input_channels;
    patch.row_stride = w->dilation_height * w->input_width * w->input_channels;
    patch.column_stride = w->dilation_width * w->input_channels;
    return patch;
}

/*
 * Convolution, s8. Weights [output channel][kernel y][kernel x][input channel of the group], symmetric; one bias and multiplier for
 * each output channel. No accumulator exceeds 32 bits (proven by the compiler); the requantised accumulator fits 32 bits.
 */
typedef struct {
    modelc_window window;
    int32_t groups;
    int32_t input_zero_point;
    modelc_output_s8 output;
    const int8_t *weights;
    const int32_t *bias;
    const int32_t *multipliers;
} modelc_conv_s8_parameters;

MODELC_API void modelc_conv_s8(const modelc_conv_s8_parameters *parameters, const int8_t *input, int8_t *output);

/*
 * As modelc_conv_s8 of one group and one batch, for Arm's DSP extension. padded_inputs: inputs of a filter, rounded up to a multiple of 4.
 * pixels: 1 where a place's inputs are a pixel of whole words (1x1, stride 1, no padding, channels a multiple of 4). Weights: for each
 * 4 output channels, for each 4 inputs (0 where there is none), words of the inputs (0, 2), then (1, 3): channels 0 and 1, channels 2 and 3;
 * a half word holds a + 256 b for the weights a, b (-127..127) of two channels. Channels: for each 4, the start values s0, s0 + 256 s1, s2,
 * s2 + 256 s3 (bias less input zero point times the sum of weights), then 4 multipliers, whose shifts are 33 to 55. Accumulators of raw
 * inputs stay below 2^23, requantised ones below 2^15 - 256. scratch: 5 * padded_inputs bytes, aligned to 4. A pointwise convolution's output
 * may be its input, if its pixels are not larger.
 */
typedef struct {
    modelc_window window;
    int32_t input_zero_point, padded_inputs, pixels;
    modelc_output_s8 output;
    const int32_t *weights;
    const int32_t *channels;
} modelc_conv_s8_dsp_parameters;

MODELC_API void modelc_conv_s8_dsp(const modelc_conv_s8_dsp_parameters *parameters, const int8_t *input, int8_t *output, void *scratch);

/*
 * The same with weights of 4 bits (-8 to 7): for each 4 output channels, for each 4 inputs, a word of the inputs (0, 2), then (1, 3); a half
 * word holds a + 8 + 16 (b + 8) + 256 (c + 8) + 4096 d for the weights of the channels. Channels: for each 4, 16 times the start
 * values, then the multipliers, whose shifts are 29 to 59. Sums of raw inputs times weights stay below 2^23 for channel c and below 2^19 for
 * channel d, accumulators below 2^27, requantised ones below 2^15 - 256.
 */
MODELC_API void modelc_conv_s4_dsp(const modelc_conv_s8_dsp_parameters *parameters, const int8_t *input, int8_t *output, void *scratch);

/*
 * As modelc_conv_s8 of one group and one batch, for Arm's MVE. inputs: of a filter. pointwise: 1 where a place's inputs are a pixel (1x1,
 * stride 1, no padding); in_input: 1 where these are read from the input itself, which are whole 16 inputs then. Weights: for each 4 output
 * channels, blocks of 16 inputs of one channel after the other (0 where there is no channel or input). Channels: for each 4, the start values
 * (bias less input zero point times the sum of weights), then 4 multipliers, whose shifts are at least 33. Output channels: at most 65532.
 * scratch: 2 * inputs + 15 bytes. A pointwise convolution's output may be its input, if its pixels are not larger and in_input is 0.
 */
typedef struct {
    modelc_window window;
    int32_t input_zero_point, inputs, pointwise, in_input;
    modelc_output_s8 output;
    const int8_t *weights;
    const int32_t *channels;
} modelc_conv_s8_mve_parameters;

MODELC_API void modelc_conv_s8_mve(const modelc_conv_s8_mve_parameters *parameters, const int8_t *input, int8_t *output, void *scratch);

/*
 * As modelc_conv_s8 of one group and one batch, in tiles, for cores without SIMD. inputs: of a filter. Weights plus 128: for each 4 filters,
 * for each input, those of the 4 filters (128 where there is none). Channels: for each 4 filters, the start values (bias less (128 + input
 * zero point) times the sum of weights), then the multipliers. scratch: 2 * inputs bytes. A pointwise convolution's output may be its input,
 * if its pixels are not larger.
 */
typedef struct {
    modelc_window window;
    int32_t input_zero_point, inputs;
    modelc_output_s8 output;
    const uint8_t *weights;
    const int32_t *channels;
} modelc_conv_s8_tiled_parameters;

MODELC_API void modelc_conv_s8_tiled(const modelc_conv_s8_tiled_parameters *parameters, const int8_t *input, int8_t *output,
                                     void *scratch);

/*
 * When one 32-bit product suffices for modelc_requantise. With h = accumulator >> accumulator_shift, k = shift - 16 - accumulator_shift and
 * t = h * ((multiplier + 2^15) >> 16) + offset * 2^(k-8), which fits 32 bits, the result is t >> k if (t << (32-k)), as an unsigned number,
 * is below certain. k is 8 to 30. Holds for results within -384..384; others are beyond that both ways.
 */
typedef struct {
    int32_t accumulator_shift, offset;
    uint32_t certain;
} modelc_estimate;

/*
 * As modelc_conv_s8 of one group and one batch, for Armv6-M. inputs: of a filter. Weights plus 128 [output channel][input]. Channels: for
 * each the start value (bias less input zero point times the sum of weights) and the multiplier, whose shift is at least 33. Sums of raw
 * inputs stay below 2^23 - 2^15. scratch: 12 bytes for each of inputs + 1 and one for each input channel, aligned to 4. A pointwise
 * convolution's output may be its input, if its pixels are not larger.
 */
typedef struct {
    modelc_window window;
    int32_t input_zero_point, inputs;
    modelc_output_s8 output;
    modelc_estimate estimate;
    const uint8_t *weights;
    const int32_t *channels;
} modelc_conv_s8_thumb1_parameters;

MODELC_API void modelc_conv_s8_thumb1(const modelc_conv_s8_thumb1_parameters *parameters, const int8_t *input, int8_t *output,
                                      void *scratch);

/* As modelc_conv_s8_thumb1 for sums of raw inputs below 2^19 - 2^8. scratch: 20 bytes for each of inputs + 1, and as there. */
MODELC_API void modelc_conv_8_places_s8_thumb1(const modelc_conv_s8_thumb1_parameters *parameters, const int8_t *input, int8_t *output,
                                               void *scratch);

/*
 * Filters for 64-bit cores (modelc_rv64.h). triples: a third of a filter's inputs, rounded up; block: how many of them, an even number, add up
 * exactly. Weights: for each 8 filters, for each 6 inputs, a word of each filter. Offsets: (bias less input zero point times the sum of
 * weights) * multiplier + 2^(shift-1) + output zero point * 2^shift. Shifts are 32 to 54. There are weights, offsets and multipliers for whole
 * groups of 8 filters.
 */
typedef struct {
    int32_t filters, triples, block;
    modelc_output_s8 output;
    const int64_t *weights;
    const int64_t *offsets;
    const int32_t *multipliers;
} modelc_rv64_filters;

/*
 * As modelc_conv_s8 of one group and one batch, for 64-bit cores. blocks: of a filter. in_input: 1 if each window is a pixel of the input, place
 * by place. scratch: 16 bytes for each triple and each block, aligned to 8. A pointwise convolution's output may be its input, if its pixels
 * are not larger.
 */
typedef struct {
    modelc_window window;
    int32_t input_zero_point, blocks, in_input;
    modelc_rv64_filters filters;
} modelc_conv_s8_rv64_parameters;

MODELC_API void modelc_conv_s8_rv64(const modelc_conv_s8_rv64_parameters *parameters, const int8_t *input, int8_t *output, void *scratch);

/*
 * As modelc_conv_s8_rv64 for kernels of three rows without dilation. A triple is the three rows of a channel in one column, so that windows
 * share their columns; filters' inputs are in the order kernel x, input channel, kernel y. stride_width * input channels is even. columns:
 * (output width - 1) * stride_width + kernel_width. block_columns: columns whose products add up exactly, a block of filters. scratch: 8 bytes
 * for each of columns * (input channels + 1) + 2 * kernel_width, and 1 for each element of a row of the input, aligned to 8.
 */
typedef struct {
    modelc_window window;
    int32_t input_zero_point, columns, block_columns;
    modelc_rv64_filters filters;
} modelc_conv_3_rows_s8_rv64_parameters;

MODELC_API void modelc_conv_3_rows_s8_rv64(const modelc_conv_3_rows_s8_rv64_parameters *parameters, const int8_t *input, int8_t *output,
                                           void *scratch);

/*
 * Depthwise convolution, s8: groups = input channels, output channel o reads input channel o / (output channels / input channels).
 * Weights [kernel y][kernel x][output channel]; all else as modelc_conv_s8.
 */
MODELC_API void modelc_depthwise_conv_s8(const modelc_conv_s8_parameters *parameters, const int8_t *input, int8_t *output);

/*
 * Depthwise convolution with a 3x3 kernel without dilation, channels a multiple of 4, one batch, for Arm's DSP extension; stride 1 or 2 in
 * both directions by the function. Quads: for each 4 channels, 9 words of 4 weights (kernel x outermost), then the start values (bias less
 * input zero point times the sum of weights) and multipliers of channels 0, 2, 1, 3. Shifts are at least 33, requantised accumulators below
 * 2^15 - 256. scratch: 32 bytes for each of output width + 2 columns, with stride 2 40 bytes for each of 2 * output width + 1, aligned to 4.
 * The output may be the input if its rows are not wider and at most stride rows are padded at the top.
 */
typedef struct {
    modelc_window window;
    int32_t input_zero_point;
    modelc_output_s8 output;
    const int32_t *quads;
} modelc_depthwise_conv_s8_dsp_parameters;

MODELC_API void modelc_depthwise_conv_3x3_s8_dsp(const modelc_depthwise_conv_s8_dsp_parameters *parameters, const int8_t *input,
                                                 int8_t *output, void *scratch);
MODELC_API void modelc_depthwise_conv_3x3_stride_2_s8_dsp(const modelc_depthwise_conv_s8_dsp_parameters *parameters, const int8_t *input,
                                                          int8_t *output, void *scratch);

/*
 * Depthwise convolution along one axis (kernel n x 1 or 1 x n, stride 1, no dilation), channels a multiple of 4, one batch, for Arm's DSP
 * extension. A line is what the kernel slides along: steps between its elements, lines from one to the next, in bytes. Quads: for each 4
 * channels, a word of 4 weights for each tap, then as those of modelc_depthwise_conv_3x3_s8_dsp. Input elements end before output_length +
 * taps - pad_begin. scratch: 8 bytes for each of 2 * taps + output_length, aligned to 4. The output may be the input if lines do not grow.
 */
typedef struct {
    int32_t lines, channels;
    int32_t input_length, input_step, input_line;
    int32_t output_length, output_step, output_line;
    int32_t taps, pad_begin;
    int32_t input_zero_point;
    modelc_output_s8 output;
    const int32_t *quads;
} modelc_depthwise_line_s8_dsp_parameters;

MODELC_API void modelc_depthwise_line_s8_dsp(const modelc_depthwise_line_s8_dsp_parameters *parameters, const int8_t *input,
                                             int8_t *output, void *scratch);

/* As those for any window: quads have a word for each tap (kernel x innermost) and the bias itself as start values; no scratch memory. */
MODELC_API void modelc_depthwise_conv_s8_dsp(const modelc_depthwise_conv_s8_dsp_parameters *parameters, const int8_t *input,
                                             int8_t *output);

/*
 * Depthwise convolution of one batch, output channels = input channels, no dilation, for Arm's MVE. Blocks of 16 channels (0 where there is
 * none). row_pixels: input width with padding. Weights [block][kernel y][kernel x][16]. Channels: for each block, in the order 0 4 8 12,
 * 2 6 10 14, 1 5 9 13, 3 7 11 15, the start values (bias less input zero point times the sum of weights), then the multipliers, whose shifts
 * are at least 33. scratch: 16 bytes for each of kernel height * (2 * kernel width + row_pixels), aligned to 4. The output may be the input
 * if its rows are not wider.
 */
typedef struct {
    modelc_window window;
    int32_t row_pixels, input_zero_point;
    modelc_output_s8 output;
    const int8_t *weights;
    const int32_t *channels;
} modelc_depthwise_conv_s8_mve_parameters;

MODELC_API void modelc_depthwise_conv_s8_mve(const modelc_depthwise_conv_s8_mve_parameters *parameters, const int8_t *input,
                                             int8_t *output, void *scratch);

/* As that for kernels of 3x3. scratch: 48 bytes for each of row_pixels. */
MODELC_API void modelc_depthwise_conv_3x3_s8_mve(const modelc_depthwise_conv_s8_mve_parameters *parameters, const int8_t *input,
                                                 int8_t *output, void *scratch);

/*
 * Depthwise 3x3 convolution of one batch without dilation, output channels = input channels, for cores without SIMD. plane: input height
 * and width with padding. Weights [channel][kernel y][kernel x]. Channels: for each the start value (bias less (128 + input zero point)
 * times the sum of weights) and the multiplier. scratch: a plane. The output may be the input if it is not larger.
 */
typedef struct {
    modelc_window window;
    int32_t plane_width, plane_height, input_zero_point;
    modelc_output_s8 output;
    const int8_t *weights;
    const int32_t *channels;
} modelc_depthwise_conv_s8_tiled_parameters;

MODELC_API void modelc_depthwise_conv_3x3_s8_tiled(const modelc_depthwise_conv_s8_tiled_parameters *parameters, const int8_t *input,
                                                   int8_t *output, void *scratch);

/* An axis of an image: steps between its elements in bytes, padding in front of the first. */
typedef struct {
    int32_t input_length, input_step;
    int32_t output_length, output_step;
    int32_t stride, padding;
} modelc_plane_axis;

/*
 * Depthwise convolution of one batch, output channels = input channels, for Armv6-M. A channel is copied to a plane of plane_height lines
 * along the inner axis. A line with its padding has its elements in the order 0, s, 2s, ..., 1, s+1, ... for a
 * stride of s; plane_width is a multiple of s. Offsets: where each tap lies behind the first. Weights [channel][tap]. Starts: for each channel
 * the start value (bias less (128 + input zero point) times the sum of weights) and the multiplier, whose shift is at least 33. scratch:
 * 8 bytes for each tap and the plane, aligned to 4. The output may be the input if it is not larger.
 */
typedef struct {
    modelc_plane_axis outer, inner;
    int32_t channels, plane_width, plane_height, taps, input_zero_point;
    modelc_output_s8 output;
    modelc_estimate estimate;
    const int32_t *offsets;
    const int8_t *weights;
    const int32_t *starts;
} modelc_depthwise_conv_s8_thumb1_parameters;

MODELC_API void modelc_depthwise_conv_s8_thumb1(const modelc_depthwise_conv_s8_thumb1_parameters *parameters, const int8_t *input,
                                                int8_t *output, void *scratch);

/*
 * Depthwise 3x3 convolution of one batch without dilation, output channels = input channels, for 64-bit cores. columns: input width with
 * padding. Weights [channel][kernel y][kernel x]. Offsets as in modelc_conv_s8_rv64, with the input's zero point plus 128. scratch: 8 bytes
 * for each column, aligned to 8. The output may be the input if its rows are not wider and at most stride rows are padded at the top.
 */
typedef struct {
    modelc_window window;
    int32_t columns, input_zero_point;
    modelc_output_s8 output;
    const int8_t *weights;
    const int64_t *offsets;
    const int32_t *multipliers;
} modelc_depthwise_conv_s8_rv64_parameters;

MODELC_API void modelc_depthwise_conv_3x3_s8_rv64(const modelc_depthwise_conv_s8_rv64_parameters *parameters, const int8_t *input,
                                                  int8_t *output, void *scratch);

/* The same for strides of 2, with at most one row and one column of padding before the input. */
MODELC_API void modelc_depthwise_conv_3x3_stride_2_s8_rv64(const modelc_depthwise_conv_s8_rv64_parameters *parameters, const int8_t *input,
                                                           int8_t *output);

/*
 * Depthwise convolution of one batch without dilation, output channels = input channels, for 64-bit cores. Rows are those of the map, or its
 * columns where kernels are columns: of input_columns elements, input_step apart, input_row from row to row; outputs likewise. Padding is
 * what lies before the first row and column, less than the kernel. triples: a third of the taps in a row of the kernel, rounded up.
 * columns: 3 * triples + stride_columns * (output columns, rounded up to a multiple of 4, less 1). Weights [channel][kernel row][tap], whose
 * products add up exactly (modelc_rv64.h). Offsets as in modelc_depthwise_conv_3x3_s8_rv64. scratch: 8 bytes for each of kernel_rows *
 * (triples + columns), aligned to 8. The output may be the input if no output lies behind the last row of inputs that it needs.
 */
typedef struct {
    int32_t channels;
    int32_t input_rows, input_columns, input_row, input_step;
    int32_t output_rows, output_columns, output_row, output_step;
    int32_t kernel_rows, taps, triples;
    int32_t stride_rows, stride_columns;
    int32_t pad_rows, pad_columns;
    int32_t columns, input_zero_point;
    modelc_output_s8 output;
    const int8_t *weights;
    const int64_t *offsets;
    const int32_t *multipliers;
} modelc_depthwise_rows_s8_rv64_parameters;

MODELC_API void modelc_depthwise_rows_s8_rv64(const modelc_depthwise_rows_s8_rv64_parameters *parameters, const int8_t *input, int8_t *output,
                                              void *scratch);

/* Convolution, f32. Weights and bias as of modelc_conv_s8. Sums start from the bias and go over kernel y, kernel x, input channel. */
typedef struct {
    modelc_window window;
    int32_t groups;
    float min, max;
    const float *weights;
    const float *bias;
} modelc_conv_f32_parameters;

MODELC_API void modelc_conv_f32(const modelc_conv_f32_parameters *parameters, const float *input, float *output);

/* Depthwise convolution, f32; weights as of modelc_depthwise_conv_s8. */
MODELC_API void modelc_depthwise_conv_f32(const modelc_conv_f32_parameters *parameters, const float *input, float *output);

/*
 * Matrix product, s8: input [rows][inputs], weights [outputs][inputs], symmetric, output [rows][outputs]. The input's zero point is
 * folded into the bias: bias - zero point * sum of the output's weights. No accumulator exceeds 32 bits.
 */
typedef struct {
    int32_t rows, inputs, outputs;
    modelc_output_s8 output;
    const int8_t *weights;
    const int32_t *bias;
    const int32_t *multipliers;
} modelc_dense_s8_parameters;

MODELC_API void modelc_dense_s8(const modelc_dense_s8_parameters *parameters, const int8_t *input, int8_t *output);

/*
 * Filters that take little flash. inputs: weights of a filter. bias: start values (bias less input zero point times the sum of weights).
 * sparse: for each filter the number of its steps (low byte, high byte), then the steps: how many inputs to skip (0 to 255), and the weight of
 * the input that follows; 0 where more must be skipped. s4: for each filter its weights (-8 to 7) plus 8, two a byte, the first in the low bits;
 * the last byte of an odd number has one. No sum of inputs times those leaves 32 bits.
 */
typedef struct {
    int32_t inputs, outputs;
    modelc_output_s8 output;
    const int8_t *weights;
    const int32_t *bias;
    const int32_t *multipliers;
} modelc_compressed_filters;

/* As modelc_conv_s8 of one group and one batch. scratch: a byte for each input of a filter. */
typedef struct {
    modelc_window window;
    int32_t input_zero_point;
    modelc_compressed_filters filters;
} modelc_conv_compressed_parameters;

MODELC_API void modelc_conv_s8_sparse(const modelc_conv_compressed_parameters *parameters, const int8_t *input, int8_t *output, void *scratch);
MODELC_API void modelc_conv_s4(const modelc_conv_compressed_parameters *parameters, const int8_t *input, int8_t *output, void *scratch);

/* As modelc_dense_s8. */
typedef struct {
    int32_t rows;
    modelc_compressed_filters filters;
} modelc_dense_compressed_parameters;

MODELC_API void modelc_dense_s8_sparse(const modelc_dense_compressed_parameters *parameters, const int8_t *input, int8_t *output);
MODELC_API void modelc_dense_s4(const modelc_dense_compressed_parameters *parameters, const int8_t *input, int8_t *output);

/*
 * Filters of zeros and few weights, for Arm's DSP extension. inputs: weights of a filter. Weights: half words with the number of steps of each
 * filter, filled up to a word, then the steps of all filters: bytes of the distance (0 to 255) from the weight before, for the first from the
 * filter's begin, and of the weight there; 0 where it is farther. bias: start values (bias less input zero point times the sum of weights).
 * Multipliers' shifts are at least 33.
 */
typedef struct {
    int32_t inputs, outputs;
    modelc_output_s8 output;
    const int32_t *weights;
    const int32_t *bias;
    const int32_t *multipliers;
} modelc_sparse_dsp_filters;

/*
 * As modelc_conv_s8 of one group and one batch. Eight places are computed at a time: 8 of a row, or 4 of tile_rows = 2 rows. Distances are those
 * in a strip of words: [kernel y][input channel][phase][line], a line of which has every stride_width-th pixel that the first four places read,
 * from phase on. No accumulator of raw inputs reaches 2^22. scratch: 4 bytes for each word of a strip, aligned to 4. A pointwise convolution of
 * input height 1 may write to its input, if pixels are not larger.
 */
typedef struct {
    modelc_window window;
    int32_t input_zero_point;
    int32_t tile_rows, phases, line;
    modelc_sparse_dsp_filters filters;
} modelc_conv_s8_sparse_dsp_parameters;

MODELC_API void modelc_conv_s8_sparse_dsp(const modelc_conv_s8_sparse_dsp_parameters *parameters, const int8_t *input, int8_t *output,
                                          void *scratch);

/* As modelc_dense_s8. Distances are those of inputs; the number of steps is that of pairs of them. */
typedef struct {
    int32_t rows;
    modelc_sparse_dsp_filters filters;
} modelc_dense_s8_sparse_dsp_parameters;

MODELC_API void modelc_dense_s8_sparse_dsp(const modelc_dense_s8_sparse_dsp_parameters *parameters, const int8_t *input, int8_t *output);

/*
 * As modelc_dense_s8, for Arm's DSP extension. block: how many inputs are worked on at a time, all of them or a multiple of 4. Weights: for
 * each block of inputs, for each 8 outputs, for each 4 inputs (0 where there is none), words of the inputs (0, 2), then (1, 3), of the output
 * pairs 0 1, 2 3, 4 5, 6 7 as in modelc_conv_s8_dsp. starts: for each 8 outputs the start values s0, s0 + 256 s1, s2, ... multipliers: 8 for
 * each 8 outputs, in modelc_dense_tensor_s8_dsp one for all. The limits are those of modelc_conv_s8_dsp. scratch: 2 bytes for each input of a
 * block, rounded up to a multiple of 8, and, if there are several blocks, 4 for each output, rounded up to a multiple of 32; aligned to 4.
 */
typedef struct {
    int32_t rows, inputs, outputs;
    modelc_output_s8 output;
    int32_t block;
    const int32_t *weights;
    const int32_t *starts;
    const int32_t *multipliers;
} modelc_dense_s8_dsp_parameters;

MODELC_API void modelc_dense_s8_dsp(const modelc_dense_s8_dsp_parameters *parameters, const int8_t *input, int8_t *output, void *scratch);
MODELC_API void modelc_dense_tensor_s8_dsp(const modelc_dense_s8_dsp_parameters *parameters, const int8_t *input, int8_t *output,
                                           void *scratch);

/*
 * As modelc_dense_s8 with weights of 4 bits, for Arm's DSP extension. Weights: for each 8 outputs, for each 4 inputs (0 where there is none),
 * words as in modelc_conv_s4_dsp: the inputs (0, 2) of outputs 0 to 3, of outputs 4 to 7, then the inputs (1, 3) of both. Channels: for each
 * 8, 16 times the start values, then the multipliers. The limits are those of modelc_conv_s4_dsp. scratch: 2 bytes for each input, rounded up to a
 * multiple of 8; aligned to 4.
 */
typedef struct {
    int32_t rows, inputs, outputs;
    modelc_output_s8 output;
    const int32_t *weights;
    const int32_t *channels;
} modelc_dense_s4_dsp_parameters;

MODELC_API void modelc_dense_s4_dsp(const modelc_dense_s4_dsp_parameters *parameters, const int8_t *input, int8_t *output, void *scratch);

/*
 * As modelc_dense_s8, for Arm's MVE. Weights: for each 8 outputs as those of modelc_conv_s8_mve. bias: start values, for whole groups of 8.
 * multipliers: 8 for each group, multiplier_step bytes apart (0 where 8 equal ones serve all); shifts are at least 33.
 */
typedef struct {
    int32_t rows, inputs, outputs;
    modelc_output_s8 output;
    int32_t multiplier_step;
    const int8_t *weights;
    const int32_t *bias;
    const int32_t *multipliers;
} modelc_dense_s8_mve_parameters;

MODELC_API void modelc_dense_s8_mve(const modelc_dense_s8_mve_parameters *parameters, const int8_t *input, int8_t *output);

/*
 * As modelc_dense_s8, in tiles, for cores without SIMD. Weights plus 128: for each 4 outputs, for each input, those of the 4 outputs (128
 * where there is none). bias: start values (bias less input zero point times the sum of weights) for whole groups of 4. multipliers: for
 * each output, or 4 equal ones and multiplier_step 0.
 */
typedef struct {
    int32_t rows, inputs, outputs;
    modelc_output_s8 output;
    int32_t multiplier_step;
    const uint8_t *weights;
    const int32_t *bias;
    const int32_t *multipliers;
} modelc_dense_s8_tiled_parameters;

MODELC_API void modelc_dense_s8_tiled(const modelc_dense_s8_tiled_parameters *parameters, const int8_t *input, int8_t *output);

/*
 * As modelc_dense_s8 for Armv6-M. Weights plus 128: for each 4 outputs, for each input, rounded up to a multiple of 4, a byte of each output
 * (128 where there is none). Starts, for whole groups of 4 outputs: bias less (128 + input zero point) times the sum of weights. Multipliers,
 * whose shifts are at least 33: one for each output, in whole groups, or with a step of 0 one for all. Sums of inputs plus 128 stay below 2^23 -
 * 2^15. scratch: a byte for each input, rounded up to a multiple of 4. The output may be the input if its rows are not longer.
 */
typedef struct {
    int32_t rows, inputs, outputs;
    modelc_output_s8 output;
    modelc_estimate estimate;
    int32_t multiplier_step;
    const int32_t *weights;
    const int32_t *starts;
    const int32_t *multipliers;
} modelc_dense_s8_thumb1_parameters;

MODELC_API void modelc_dense_s8_thumb1(const modelc_dense_s8_thumb1_parameters *parameters, const int8_t *input, int8_t *output,
                                       void *scratch);

/*
 * As modelc_dense_s8, for 64-bit cores (modelc_rv64.h). words: a sixth of the inputs, rounded up; block: how many of them add up exactly.
 * Weights: for each 8 outputs, for each 6 inputs, a word of each output. Offsets as in modelc_conv_s8_rv64, with the input's zero point plus
 * 128. Weights and offsets for whole groups of 8. multipliers: for each output, or one and multiplier_step 0. scratch: 8 bytes for each word
 * and each block, aligned to 8.
 */
typedef struct {
    int32_t rows, inputs, outputs, words, block;
    modelc_output_s8 output;
    int32_t multiplier_step;
    const int64_t *weights;
    const int64_t *offsets;
    const int32_t *multipliers;
} modelc_dense_s8_rv64_parameters;

MODELC_API void modelc_dense_s8_rv64(const modelc_dense_s8_rv64_parameters *parameters, const int8_t *input, int8_t *output, void *scratch);

/* Matrix product, f32. Sums start from the bias and go over the inputs in order. */
typedef struct {
    int32_t rows, inputs, outputs;
    float min, max;
    const float *weights;
    const float *bias;
} modelc_dense_f32_parameters;

MODELC_API void modelc_dense_f32(const modelc_dense_f32_parameters *parameters, const float *input, float *output);

/* Largest element under the window, which covers an element of the input at every place; input channels = output channels. */
typedef struct {
    modelc_window window;
} modelc_max_pool_parameters;

MODELC_API void modelc_max_pool_s8(const modelc_max_pool_parameters *parameters, const int8_t *input, int8_t *output);
MODELC_API void modelc_max_pool_f32(const modelc_max_pool_parameters *parameters, const float *input, float *output);

/* Rows and columns, relative to the input, whose taps count in a mean: from top/left (inclusive) to bottom/right (exclusive). */
typedef struct {
    int32_t top, bottom, left, right;
} modelc_counted_area;

/* How many taps of the window at one place count. */
static inline int32_t modelc_counted_taps(const modelc_window *w, const modelc_counted_area *area, int32_t y, int32_t x)
{
    const int32_t top = y * w->stride_height - w->pad_top;
    const int32_t left = x * w->stride_width - w->pad_left;
    const modelc_taps rows = modelc_taps_between(top, w->dilation_height, w->kernel_height, area->top, area->bottom);
    const modelc_taps columns = modelc_taps_between(left, w->dilation_width, w->kernel_width, area->left, area->right);
    return (rows.end - rows.begin) * (columns.end - columns.begin);
}

/*
 * Mean of the counted taps of a window, s8; padding counts as zero. The sum over a window of which n taps count is requantised by
 * multipliers[n - smallest_count].
 */
typedef struct {
    modelc_window window;
    modelc_counted_area counted;
    int32_t input_zero_point;
    modelc_output_s8 output;
    int32_t smallest_count;
    const int32_t *multipliers;
} modelc_average_pool_s8_parameters;

MODELC_API void modelc_average_pool_s8(const modelc_average_pool_s8_parameters *parameters, const int8_t *input, int8_t *output);

/* Mean of the counted taps of a window, f32: the sum over kernel y, kernel x, divided by the count. */
typedef struct {
    modelc_window window;
    modelc_counted_area counted;
} modelc_average_pool_f32_parameters;

MODELC_API void modelc_average_pool_f32(const modelc_average_pool_f32_parameters *parameters, const float *input, float *output);

/*
 * Reduction over some dimensions of a tensor: results run over the kept dimensions, the elements of each over the reduced ones, both
 * outermost first. Strides in elements of the input; unused dimensions are 1.
 */
typedef struct {
    int32_t kept[3], kept_strides[3];
    int32_t reduced[3], reduced_strides[3];
} modelc_reduction;

/* Sum or mean, s8: the sum of elements less the zero point, requantised; count = elements in a sum. The sum fits 32 bits. */
typedef struct {
    modelc_reduction reduction;
    int32_t count;
    int32_t input_zero_point;
    modelc_output_s8 output;
    int32_t multiplier;
} modelc_reduce_sum_s8_parameters;

MODELC_API void modelc_reduce_sum_s8(const modelc_reduce_sum_s8_parameters *parameters, const int8_t *input, int8_t *output);

/* As modelc_reduce_sum_s8 over all pixels of one batch, for Arm's DSP extension: kept 1 x 1 x channels, a multiple of 4. */
MODELC_API void modelc_reduce_sum_pixels_s8_dsp(const modelc_reduce_sum_s8_parameters *parameters, const int8_t *input, int8_t *output);

/* Sum or mean, f32: the sum from 0, divided by divisor (1 for a sum). */
typedef struct {
    modelc_reduction reduction;
    float divisor;
} modelc_reduce_sum_f32_parameters;

MODELC_API void modelc_reduce_sum_f32(const modelc_reduce_sum_f32_parameters *parameters, const float *input, float *output);

/* Largest or smallest element, or product of all. */
typedef struct {
    modelc_reduction reduction;
} modelc_reduce_select_parameters;

MODELC_API void modelc_reduce_max_s8(const modelc_reduce_select_parameters *parameters, const int8_t *input, int8_t *output);
MODELC_API void modelc_reduce_min_s8(const modelc_reduce_select_parameters *parameters, const int8_t *input, int8_t *output);
MODELC_API void modelc_reduce_max_f32(const modelc_reduce_select_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_reduce_min_f32(const modelc_reduce_select_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_reduce_prod_f32(const modelc_reduce_select_parameters *parameters, const float *input, float *output);

/* Rows along one axis of a tensor seen as [outer][length][inner]. */
typedef struct {
    int32_t outer, length, inner;
} modelc_axis;

/*
 * Softmax along an axis of at most 65536 elements, s8. exponentials[d] = exp(-input scale * d) in units of 2^-30, 0 from exponential_count
 * on, for the difference d of an element to the row's largest; 1 / output scale = reciprocal_multiplier * 2^-reciprocal_shift. Output may
 * be input.
 */
typedef struct {
    modelc_axis axis;
    modelc_output_s8 output;
    int32_t reciprocal_multiplier, reciprocal_shift;
    int32_t exponential_count;
    const int32_t *exponentials;
} modelc_softmax_s8_parameters;

MODELC_API void modelc_softmax_s8(const modelc_softmax_s8_parameters *parameters, const int8_t *input, int8_t *output);

/* Softmax along an axis, f32. Output may be input. */
typedef struct {
    modelc_axis axis;
} modelc_softmax_f32_parameters;

MODELC_API void modelc_softmax_f32(const modelc_softmax_f32_parameters *parameters, const float *input, float *output);

/*
 * Recurrent layers over x [steps][batch][inputs], in ONNX's formulas and order of gates. They begin at step first and go on in direction (1
 * or -1). The hidden state [batch][hidden] after a step stands output_step elements behind that of the step before it in time; 0 leaves only
 * the last one. Kernels named state begin with the given states [batch][hidden] and give those after the last step, which may overwrite
 * them; the others begin with zeros.
 */
typedef struct {
    int32_t steps, batch, inputs, hidden;
    int32_t first, direction, output_step;
} modelc_sequence;

/*
 * Weights [gates * hidden][vector], s8. A gate's sum in units of 2^-16 is the products' sum, requantised, plus the offset, which holds bias
 * and zero point.
 */
typedef struct {
    const int8_t *weights;
    const int32_t *multipliers;
    const int32_t *offsets;
} modelc_gate_product;

/*
 * logistic[i] = 2^16 / (1 + exp(-i / 16)) for i = 0..256, at most 65535. state_multiplier: to units of the output from 2^-31 (lstm) or 2^-15
 * (gru, rnn). No sum exceeds 32 bits. scratch, aligned to 2, by hidden unit: 11 bytes (lstm), 10 (gru), 9 (gru_reset_after), 3 (rnn). The
 * GRU resets the state before, or with reset_after after its product with the weights.
 */
typedef struct {
    modelc_sequence sequence;
    modelc_output_s8 output;
    int32_t state_multiplier;
    modelc_gate_product of_input, of_hidden;
    const uint16_t *logistic;
} modelc_recurrent_s8_parameters;

MODELC_API void modelc_lstm_s8(const modelc_recurrent_s8_parameters *parameters, const int8_t *input, int8_t *output, void *scratch);
MODELC_API void modelc_gru_s8(const modelc_recurrent_s8_parameters *parameters, const int8_t *input, int8_t *output, void *scratch);
MODELC_API void modelc_gru_reset_after_s8(const modelc_recurrent_s8_parameters *parameters, const int8_t *input, int8_t *output,
                                          void *scratch);
MODELC_API void modelc_rnn_s8(const modelc_recurrent_s8_parameters *parameters, const int8_t *input, int8_t *output, void *scratch);

/* The same from given states. An LSTM's cell in units of 2^-11, a GRU's state in units of 2^-15; other hidden states are like the output. */
MODELC_API void modelc_lstm_state_s8(const modelc_recurrent_s8_parameters *parameters, const int8_t *input, const int8_t *hidden_before,
                                     const int16_t *cell_before, int8_t *output, int8_t *hidden_after, int16_t *cell_after, void *scratch);
MODELC_API void modelc_gru_state_s8(const modelc_recurrent_s8_parameters *parameters, const int8_t *input, const int16_t *before,
                                    int8_t *output, int16_t *after, void *scratch);
MODELC_API void modelc_gru_reset_after_state_s8(const modelc_recurrent_s8_parameters *parameters, const int8_t *input, const int16_t *before,
                                                int8_t *output, int16_t *after, void *scratch);
MODELC_API void modelc_rnn_state_s8(const modelc_recurrent_s8_parameters *parameters, const int8_t *input, const int8_t *before,
                                    int8_t *output, int8_t *after, void *scratch);

/*
 * The same, f32. bias [2][gates * hidden]: of the input's and of the state's product; sums begin with it. scratch, aligned to 4, by hidden
 * unit: 24 bytes (lstm), 20 (gru), 16 (gru_reset_after), 8 (rnn).
 */
typedef struct {
    modelc_sequence sequence;
    const float *input_weights, *hidden_weights, *bias;
} modelc_recurrent_f32_parameters;

MODELC_API void modelc_lstm_f32(const modelc_recurrent_f32_parameters *parameters, const float *input, float *output, void *scratch);
MODELC_API void modelc_gru_f32(const modelc_recurrent_f32_parameters *parameters, const float *input, float *output, void *scratch);
MODELC_API void modelc_gru_reset_after_f32(const modelc_recurrent_f32_parameters *parameters, const float *input, float *output,
                                           void *scratch);
MODELC_API void modelc_rnn_f32(const modelc_recurrent_f32_parameters *parameters, const float *input, float *output, void *scratch);
MODELC_API void modelc_lstm_state_f32(const modelc_recurrent_f32_parameters *parameters, const float *input, const float *hidden_before,
                                      const float *cell_before, float *output, float *hidden_after, float *cell_after, void *scratch);
MODELC_API void modelc_gru_state_f32(const modelc_recurrent_f32_parameters *parameters, const float *input, const float *before,
                                     float *output, float *after, void *scratch);
MODELC_API void modelc_gru_reset_after_state_f32(const modelc_recurrent_f32_parameters *parameters, const float *input, const float *before,
                                                 float *output, float *after, void *scratch);
MODELC_API void modelc_rnn_state_f32(const modelc_recurrent_f32_parameters *parameters, const float *input, const float *before,
                                     float *output, float *after, void *scratch);

/* Index of the largest element along an axis; of equal ones the first, or the last if select_last is 1. */
typedef struct {
    modelc_axis axis;
    int32_t select_last;
} modelc_argmax_parameters;

MODELC_API void modelc_argmax_s8(const modelc_argmax_parameters *parameters, const int8_t *input, int64_t *output);
MODELC_API void modelc_argmax_f32(const modelc_argmax_parameters *parameters, const float *input, int64_t *output);

/* Indices of the k largest (or smallest) elements along an axis, the best first, of equal ones the first first. Output [outer][k][inner]. */
typedef struct {
    modelc_axis axis;
    int32_t k, largest;
} modelc_top_k_parameters;

MODELC_API void modelc_top_k_f32(const modelc_top_k_parameters *parameters, const float *input, int64_t *output);
MODELC_API void modelc_top_k_s64(const modelc_top_k_parameters *parameters, const int64_t *input, int64_t *output);
MODELC_API void modelc_top_k_s8(const modelc_top_k_parameters *parameters, const int8_t *input, int64_t *output);
MODELC_API void modelc_top_k_s16(const modelc_top_k_parameters *parameters, const int16_t *input, int64_t *output);

/* Truth values: the indices of those that are not 0 in ascending order, then zeros (output [elements]), and how many those are (output [1]). */
typedef struct {
    int32_t elements;
} modelc_truth_parameters;

MODELC_API void modelc_true_indices(const modelc_truth_parameters *parameters, const uint8_t *input, int64_t *output);
MODELC_API void modelc_count_true(const modelc_truth_parameters *parameters, const uint8_t *input, int64_t *output);

/*
 * Input [outer][length][block] of which, of each length blocks, the first count[0] are kept; the bytes of the others are fill. The input may be
 * the output.
 */
typedef struct {
    int32_t outer, length, block_bytes, fill;
} modelc_keep_first_parameters;

MODELC_API void modelc_keep_first(const modelc_keep_first_parameters *parameters, const void *input, const int64_t *count, void *output);

/*
 * Boxes with the highest scores among those that overlap: boxes [batches][boxes][4], scores [batches][classes][boxes], output rows of batch,
 * class and box, by batch, class and falling score, then rows of -1, [batches][classes][limit] in all. A box is two opposite corners (y, x, y,
 * x), or centre, width and height (x, y, width, height) if centred is 1. One is left out whose common part with one of its class that was
 * taken is more than most_overlap[0] of their union, or whose score is not above least_score[0]. limit is at most boxes.
 */
typedef struct {
    int32_t batches, classes, boxes, limit, centred;
} modelc_non_max_suppression_parameters;

MODELC_API void modelc_non_max_suppression_f32(const modelc_non_max_suppression_parameters *parameters, const float *boxes,
                                               const float *scores, const float *most_overlap, const float *least_score,
                                               int64_t *output);

/*
 * Probabilities of classes out of those of pairs: input [rows][classes * (classes - 1) / 2], for each pair i < j (j running faster) the probability
 * of i if it is i or j; output [rows][classes], from start on in at most so many steps until all of the gradient is equal but for the tolerance.
 * Scratch: classes * (classes + 1) floats.
 */
typedef struct {
    int32_t rows, classes, steps;
    float start, tolerance;
} modelc_class_probabilities_parameters;

MODELC_API void modelc_class_probabilities_f32(const modelc_class_probabilities_parameters *parameters, const float *input, float *output,
                                               void *scratch);

/*
 * Decision trees: input [rows][features], output [rows][targets], sums of the leaves in the order of the trees. A place is the index of a
 * split, or -1 - the index of a leaf. Split s goes to children[2 * s] where its feature is at most thresholds[s], else to
 * children[2 * s + 1]; a negative split_features[s] stands for feature -1 - split_features[s] and sends NaN to the first child too.
 */
typedef struct {
    int32_t rows, features, targets, trees;
    const int16_t *split_features;
    const float *thresholds;
    const int16_t *children;
    const float *leaves;
    const int16_t *roots;
} modelc_tree_ensemble_parameters;

MODELC_API void modelc_tree_ensemble_f32(const modelc_tree_ensemble_parameters *parameters, const float *input, float *output);

/* Running sum or product along an axis; exclusive: without the element itself; reverse: from the end. Output may be input. */
typedef struct {
    modelc_axis axis;
    int32_t exclusive, reverse;
} modelc_scan_parameters;

MODELC_API void modelc_scan_sum_f32(const modelc_scan_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_scan_sum_s64(const modelc_scan_parameters *parameters, const int64_t *input, int64_t *output);
MODELC_API void modelc_scan_prod_f32(const modelc_scan_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_scan_prod_s64(const modelc_scan_parameters *parameters, const int64_t *input, int64_t *output);

/* The running sum of input - zero_point, requantised by multiplier. No sum leaves 32 bits. Output may be input. */
typedef struct {
    modelc_axis axis;
    int32_t exclusive, reverse;
    int32_t zero_point, multiplier;
    modelc_output_s8 output;
} modelc_scan_sum_s8_parameters;

MODELC_API void modelc_scan_sum_s8(const modelc_scan_sum_s8_parameters *parameters, const int8_t *input, int8_t *output);
MODELC_API void modelc_scan_sum_s16(const modelc_scan_sum_s8_parameters *parameters, const int16_t *input, int16_t *output);

/*
 * A linear function along an axis that reads few elements for each result: output[place] = the sum over taps of input[index] * weight.
 * indices and weights [output_length][taps].
 */
typedef struct {
    modelc_axis axis;
    int32_t output_length, taps;
    const int32_t *indices;
    const float *weights;
} modelc_resample_f32_parameters;

MODELC_API void modelc_resample_f32(const modelc_resample_f32_parameters *parameters, const float *input, float *output);

/* The same over s8: the sum of (input[index] - zero_point) * weight is requantised by multiplier. No sum leaves 32 bits. */
typedef struct {
    modelc_axis axis;
    int32_t output_length, taps;
    const int32_t *indices;
    const int32_t *weights;
    int32_t zero_point, multiplier;
    modelc_output_s8 output;
} modelc_resample_s8_parameters;

MODELC_API void modelc_resample_s8(const modelc_resample_s8_parameters *parameters, const int8_t *input, int8_t *output);

/*
 * Normalisation over an axis: (x - mean) / sqrt(mean((x - mean)^2) + epsilon) * scale + bias, or without the mean where centred is 0. Element i
 * of the tensor has scale and bias number i / block % count. Output may be input.
 */
typedef struct {
    modelc_axis axis;
    int32_t centred, block, count;
} modelc_normalised_rows;

typedef struct {
    modelc_normalised_rows rows;
    float epsilon;
    const float *scales;
    const float *biases;
} modelc_normalise_f32_parameters;

MODELC_API void modelc_normalise_f32(const modelc_normalise_f32_parameters *parameters, const float *input, float *output);

/*
 * The same over s8 and an axis of at most 65536 elements. epsilon * (length / input scale)^2 in units of 2^-10; scale and bias by output scale,
 * the bias with 1/2 for rounding, in units of 2^-shift, 14 <= shift <= 22.
 */
typedef struct {
    modelc_normalised_rows rows;
    int32_t zero_point, shift;
    int64_t epsilon;
    const int32_t *multipliers;
    const int32_t *offsets;
    modelc_output_s8 output;
} modelc_normalise_s8_parameters;

MODELC_API void modelc_normalise_s8(const modelc_normalise_s8_parameters *parameters, const int8_t *input, int8_t *output);

/*
 * Regions of maps: input [maps][channels][height][width], regions [regions][left, top, right, bottom], maps [regions] the map that each lies
 * on (an index outside stands for the nearest), output [regions][channels][output_height][output_width]. Coordinate * scale - offset is where
 * elements lie at 0, 1, ...; a region is at least one element long if at_least_one is 1. A result is the mean over a part of the region, of
 * samples along each axis that lie between elements, or the largest weighted element if largest is 1. 0 samples stand for as many as the
 * part is long, at most twice the map. What lies more than one element outside the map is 0.
 */
typedef struct {
    int32_t regions, maps, channels, height, width;
    int32_t output_height, output_width;
    int32_t samples, largest, at_least_one;
    float scale, offset;
} modelc_roi_align_parameters;

MODELC_API void modelc_roi_align_f32(const modelc_roi_align_parameters *parameters, const float *input, const float *regions,
                                     const int64_t *maps, float *output);

/*
 * Discrete Fourier transform: input [rows][size][parts], output [rows][outputs][output_parts], parts 1 for real and 2 for complex numbers.
 * A row is cut or filled with zeros to length; mirrored, it is the first half of a symmetric spectrum. length is the product of the radices: 2, 4
 * or odd. roots [length][2] are cos, and sin for the inverse or -sin, of 2 pi i / length. Scratch: 4 * length floats.
 */
typedef struct {
    int32_t rows, size, parts, outputs, output_parts;
    int32_t length, inverse, mirrored, steps;
    int32_t radices[20];
    float scale;
    const float *roots;
} modelc_fourier_parameters;

MODELC_API void modelc_fourier_f32(const modelc_fourier_parameters *parameters, const float *input, float *output, void *scratch);

/*
 * Elements at computed places of maps: input [batches][channels][sizes], grid [batches][places][axes] of coordinates, the last axis' first,
 * output [batches][channels][places]. Coordinate * scale + offset is where an axis' elements lie at 0, 1, ... Of two axes, sizes[0] is 1.
 * What lies below low or above high is padding: 0 zeros, 1 the nearest element, 2 mirrored at low and high.
 */
typedef struct {
    int32_t batches, channels, axes, places;
    int32_t sizes[3];
    float scale[3], offset[3], low[3], high[3];
    int32_t padding;
} modelc_grid_sample_parameters;

MODELC_API void modelc_grid_sample_nearest_f32(const modelc_grid_sample_parameters *parameters, const float *input, const float *grid,
                                               float *output);
MODELC_API void modelc_grid_sample_linear_f32(const modelc_grid_sample_parameters *parameters, const float *input, const float *grid,
                                              float *output);
MODELC_API void modelc_grid_sample_cubic_f32(const modelc_grid_sample_parameters *parameters, const float *input, const float *grid,
                                             float *output);

/* ---- Element by element. The output may be the same buffer as an input of its size. ---- */

/* Table look-up: output[i] = table[input[i]]; bytes (s8 or u8) are taken as unsigned index. 256 entries. */
typedef struct {
    int32_t count;
    const uint8_t *table;
} modelc_lookup_8_parameters;

MODELC_API void modelc_lookup_8(const modelc_lookup_8_parameters *parameters, const void *input, void *output);

/* Bounds, -128..127; input and output have one quantisation. */
typedef struct {
    int32_t count;
    int32_t min, max;
} modelc_clip_s8_parameters;

MODELC_API void modelc_clip_s8(const modelc_clip_s8_parameters *parameters, const int8_t *input, int8_t *output);

typedef struct {
    int32_t count;
    float min, max;
} modelc_clip_f32_parameters;

MODELC_API void modelc_clip_f32(const modelc_clip_f32_parameters *parameters, const float *input, float *output);

/*
 * Functions of one variable x; alpha and beta are ignored where they are not mentioned.
 *   elu               x >= 0 ? x : alpha (e^x - 1)
 *   gelu              x/2 (1 + erf(x / sqrt 2)); gelu_tanh is its approximation x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))
 *   hard_sigmoid      alpha x + beta within 0..1
 *   hard_swish        x (x/6 + 1/2 within 0..1)
 *   leaky_relu        x >= 0 ? x : alpha x
 *   mish              x tanh(softplus(x))
 *   round             to the nearest integer, half to even
 *   shrink            x < -alpha ? x + beta : x > alpha ? x - beta : 0
 *   selu              beta (x > 0 ? x : alpha (e^x - 1))
 *   silu              x sigmoid(alpha x)
 *   softplus          log(1 + e^x)
 *   softsign          x / (1 + |x|)
 *   thresholded_relu  x > alpha ? x : 0
 */
typedef struct {
    int32_t count;
    float alpha, beta;
} modelc_unary_f32_parameters;

MODELC_API void modelc_abs_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_acos_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_acosh_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_asin_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_asinh_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_atan_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_atanh_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_ceil_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_cos_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_cosh_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_elu_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_erf_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_exp_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_floor_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_gelu_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_gelu_tanh_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_hard_sigmoid_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_hard_swish_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_leaky_relu_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_log_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_mish_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_neg_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_reciprocal_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_round_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_selu_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_shrink_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_sigmoid_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_sign_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_silu_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_sin_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_sinh_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_softplus_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_softsign_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_sqrt_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_tan_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_tanh_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_thresholded_relu_f32(const modelc_unary_f32_parameters *parameters, const float *input, float *output);

/* ---- Loops over several axes of two strided tensors ---- */

#define MODELC_MAX_RANK 8

/* rank axes, outermost first: their sizes, at least 1, and what a step along each adds to the index into tensor a and tensor b. */
typedef struct {
    int32_t rank; /* 1..MODELC_MAX_RANK */
    int32_t dims[MODELC_MAX_RANK];
    int32_t strides_a[MODELC_MAX_RANK], strides_b[MODELC_MAX_RANK];
} modelc_nest;

/* A row (all places along the last axis) of a nest; a and b are the indices of its first elements. */
typedef struct {
    int32_t position[MODELC_MAX_RANK];
    int32_t a, b;
} modelc_row;

static inline modelc_row modelc_first_row(int32_t a, int32_t b)
{
    modelc_row row = {{0, 0, 0, 0, 0, 0, 0, 0}, 0, 0};
    row.a = a;
    row.b = b;
    return row;
}

/* Goes on to the next row; 0 when there is none. */
static inline int modelc_next_row(const modelc_nest *nest, modelc_row *row)
{
    for (int32_t axis = nest->rank - 2; axis >= 0; --axis) {
        row->a += nest->strides_a[axis];
        row->b += nest->strides_b[axis];
        if (++row->position[axis] < nest->dims[axis]) {
            return 1;
        }
        row->a -= nest->dims[axis] * nest->strides_a[axis];
        row->b -= nest->dims[axis] * nest->strides_b[axis];
        row->position[axis] = 0;
    }
    return 0;
}

/* ---- Two operands. The output is contiguous and may be the same buffer as an operand of its size. ---- */

/* Sum or difference of s8: (a * multiplier_a + b * multiplier_b + offset) >> shift, then bounds. No partial sum exceeds 32 bits. */
typedef struct {
    int32_t multiplier_a, multiplier_b;
    int32_t offset; /* zero points and rounding */
    int32_t shift;
    int32_t min, max;
} modelc_sum_s8;

static inline int8_t modelc_add_pair_s8(const modelc_sum_s8 *sum, int8_t a, int8_t b)
{
    const int32_t value = (a * sum->multiplier_a + b * sum->multiplier_b + sum->offset) >> sum->shift;
    return (int8_t)(value < sum->min ? sum->min : value > sum->max ? sum->max : value);
}

/* Operands of equal shape. */
typedef struct {
    int32_t count;
    modelc_sum_s8 sum;
} modelc_add_s8_parameters;

MODELC_API void modelc_add_s8(const modelc_add_s8_parameters *parameters, const int8_t *a, const int8_t *b, int8_t *output);

/* As modelc_add_s8 with a shift of at least 17, for Arm's DSP extension. */
MODELC_API void modelc_add_s8_dsp(const modelc_add_s8_parameters *parameters, const int8_t *a, const int8_t *b, int8_t *output);

/* As modelc_add_s8, for Arm's MVE. */
MODELC_API void modelc_add_s8_mve(const modelc_add_s8_parameters *parameters, const int8_t *a, const int8_t *b, int8_t *output);

/* Operands that are broadcast: strides of 0 repeat. */
typedef struct {
    modelc_nest nest;
    modelc_sum_s8 sum;
} modelc_add_broadcast_s8_parameters;

MODELC_API void modelc_add_broadcast_s8(const modelc_add_broadcast_s8_parameters *parameters, const int8_t *a, const int8_t *b,
                                        int8_t *output);

/* Product of s8: (a - zero_point_a) * (b - zero_point_b), requantised. */
typedef struct {
    int32_t zero_point_a, zero_point_b;
    int32_t multiplier;
    modelc_output_s8 output;
} modelc_product_s8;

static inline int8_t modelc_mul_pair_s8(const modelc_product_s8 *product, int8_t a, int8_t b)
{
    const int32_t exact = (a - product->zero_point_a) * (b - product->zero_point_b);
    return modelc_finish_s8(&product->output, modelc_requantise(exact, product->multiplier));
}

typedef struct {
    int32_t count;
    modelc_product_s8 product;
} modelc_mul_s8_parameters;

MODELC_API void modelc_mul_s8(const modelc_mul_s8_parameters *parameters, const int8_t *a, const int8_t *b, int8_t *output);

typedef struct {
    modelc_nest nest;
    modelc_product_s8 product;
} modelc_mul_broadcast_s8_parameters;

MODELC_API void modelc_mul_broadcast_s8(const modelc_mul_broadcast_s8_parameters *parameters, const int8_t *a, const int8_t *b,
                                        int8_t *output);

/*
 * Quotient: with n and d the operands less their zero points, the magnitude (|n| * 2^f + |d| / 2) / |d| in integers, with the sign of n d, is
 * requantised; f = 22 (s8) or 30 (s16, in 64 bits, shift at least 16). The divisor 0 gives the bound with the sign of n, for n = 0 the zero point.
 */
MODELC_API void modelc_div_s8(const modelc_mul_broadcast_s8_parameters *parameters, const int8_t *a, const int8_t *b, int8_t *output);
MODELC_API void modelc_div_s16(const modelc_mul_broadcast_s8_parameters *parameters, const int16_t *a, const int16_t *b, int16_t *output);

/* The smaller or larger of two integers of one quantisation, bounded. Operands of equal or broadcast shapes. */
typedef struct {
    modelc_nest nest;
    int32_t min, max;
} modelc_min_max_parameters;

MODELC_API void modelc_min_s8(const modelc_min_max_parameters *parameters, const int8_t *a, const int8_t *b, int8_t *output);
MODELC_API void modelc_max_s8(const modelc_min_max_parameters *parameters, const int8_t *a, const int8_t *b, int8_t *output);
MODELC_API void modelc_min_s16(const modelc_min_max_parameters *parameters, const int16_t *a, const int16_t *b, int16_t *output);
MODELC_API void modelc_max_s16(const modelc_min_max_parameters *parameters, const int16_t *a, const int16_t *b, int16_t *output);

/* Float operands of equal or broadcast shapes; the result is bounded. */
typedef struct {
    modelc_nest nest;
    float min, max;
} modelc_binary_f32_parameters;

MODELC_API void modelc_add_f32(const modelc_binary_f32_parameters *parameters, const float *a, const float *b, float *output);
MODELC_API void modelc_sub_f32(const modelc_binary_f32_parameters *parameters, const float *a, const float *b, float *output);
MODELC_API void modelc_mul_f32(const modelc_binary_f32_parameters *parameters, const float *a, const float *b, float *output);
MODELC_API void modelc_div_f32(const modelc_binary_f32_parameters *parameters, const float *a, const float *b, float *output);
/* NaN in either operand gives NaN. */
MODELC_API void modelc_min_f32(const modelc_binary_f32_parameters *parameters, const float *a, const float *b, float *output);
MODELC_API void modelc_max_f32(const modelc_binary_f32_parameters *parameters, const float *a, const float *b, float *output);
MODELC_API void modelc_pow_f32(const modelc_binary_f32_parameters *parameters, const float *a, const float *b, float *output);
/* What is left of a / b: with the sign of a (remainder) or of b (mod). */
MODELC_API void modelc_remainder_f32(const modelc_binary_f32_parameters *parameters, const float *a, const float *b, float *output);
MODELC_API void modelc_mod_f32(const modelc_binary_f32_parameters *parameters, const float *a, const float *b, float *output);

/* Operands of equal or broadcast shapes. */
typedef struct {
    modelc_nest nest;
} modelc_binary_parameters;

/*
 * Integers; results wrap around. Division by 0 gives 0. remainder has the sign of a, mod that of b. Shifts by less than 0 or more than 63
 * shift all bits out. Functions that end in unsigned take the bits as numbers without sign.
 */
MODELC_API void modelc_add_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_sub_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_mul_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_div_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_div_unsigned_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_remainder_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_mod_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_mod_unsigned_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_min_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_max_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_pow_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_and_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_or_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_xor_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_shift_left_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_shift_right_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, int64_t *output);
MODELC_API void modelc_shift_right_unsigned_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b,
                                                int64_t *output);

/* Truth values 0 and 1. */
MODELC_API void modelc_and_bool(const modelc_binary_parameters *parameters, const uint8_t *a, const uint8_t *b, uint8_t *output);
MODELC_API void modelc_or_bool(const modelc_binary_parameters *parameters, const uint8_t *a, const uint8_t *b, uint8_t *output);
MODELC_API void modelc_xor_bool(const modelc_binary_parameters *parameters, const uint8_t *a, const uint8_t *b, uint8_t *output);

/* Comparisons: 1 where they hold, else 0. */
MODELC_API void modelc_equal_f32(const modelc_binary_parameters *parameters, const float *a, const float *b, uint8_t *output);
MODELC_API void modelc_equal_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, uint8_t *output);
MODELC_API void modelc_less_f32(const modelc_binary_parameters *parameters, const float *a, const float *b, uint8_t *output);
MODELC_API void modelc_less_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, uint8_t *output);
MODELC_API void modelc_less_or_equal_f32(const modelc_binary_parameters *parameters, const float *a, const float *b, uint8_t *output);
MODELC_API void modelc_less_or_equal_s64(const modelc_binary_parameters *parameters, const int64_t *a, const int64_t *b, uint8_t *output);

/* Comparisons of (a - zero_point_a) * multiplier_a with (b - zero_point_b) * multiplier_b, both of 32 bits. */
typedef struct {
    modelc_nest nest;
    int32_t zero_point_a, multiplier_a;
    int32_t zero_point_b, multiplier_b;
} modelc_compare_parameters;

MODELC_API void modelc_equal_s8(const modelc_compare_parameters *parameters, const int8_t *a, const int8_t *b, uint8_t *output);
MODELC_API void modelc_equal_s16(const modelc_compare_parameters *parameters, const int16_t *a, const int16_t *b, uint8_t *output);
MODELC_API void modelc_less_s8(const modelc_compare_parameters *parameters, const int8_t *a, const int8_t *b, uint8_t *output);
MODELC_API void modelc_less_s16(const modelc_compare_parameters *parameters, const int16_t *a, const int16_t *b, uint8_t *output);
MODELC_API void modelc_less_or_equal_s8(const modelc_compare_parameters *parameters, const int8_t *a, const int8_t *b, uint8_t *output);
MODELC_API void modelc_less_or_equal_s16(const modelc_compare_parameters *parameters, const int16_t *a, const int16_t *b, uint8_t *output);

/* Factors of matrix products: for each place of batch, a [rows][inner] and b [inner][columns]; strides of batch in elements. */
typedef struct {
    modelc_nest batch;
    int32_t rows, inner, columns;
} modelc_matrices;

/* Matrix products of s8: sums of the products of elements less their zero points, requantised. */
typedef struct {
    modelc_matrices matrices;
    modelc_product_s8 product;
} modelc_matmul_s8_parameters;

MODELC_API void modelc_matmul_s8(const modelc_matmul_s8_parameters *parameters, const int8_t *a, const int8_t *b, int8_t *output);

/* Matrix products; sums go from 0 in order. */
typedef struct {
    modelc_matrices matrices;
} modelc_matmul_f32_parameters;

MODELC_API void modelc_matmul_f32(const modelc_matmul_f32_parameters *parameters, const float *a, const float *b, float *output);

/* ---- Moving elements of any type. Input and output do not overlap. ---- */

/*
 * Copies blocks of block_bytes bytes from places of the input (tensor a of the nest) to places of the output (tensor b). Strides and offsets
 * in bytes.
 */
typedef struct {
    modelc_nest nest;
    int32_t input_offset, output_offset;
    int32_t block_bytes;
} modelc_move;

static inline void modelc_move_all(const modelc_move *move, const uint8_t *input, uint8_t *output)
{
    const modelc_nest *const nest = &move->nest;
    const int32_t last = nest->rank - 1;
    modelc_row row = modelc_first_row(move->input_offset, move->output_offset);
    do {
        for (int32_t i = 0; i < nest->dims[last]; ++i) {
            memcpy(output + row.b + i * nest->strides_b[last], input + row.a + i * nest->strides_a[last], (size_t)move->block_bytes);
        }
    } while (modelc_next_row(nest, &row));
}

/* Any block size. */
MODELC_API void modelc_move_blocks(const modelc_move *parameters, const void *input, void *output);

/* Blocks of one byte. */
MODELC_API void modelc_move_8(const modelc_move *parameters, const void *input, void *output);

/* Fills output_bytes with the element, then moves the input there. */
typedef struct {
    modelc_move move;
    int32_t output_bytes;
    int32_t element_bytes;
    const void *element;
} modelc_pad_parameters;

MODELC_API void modelc_pad(const modelc_pad_parameters *parameters, const void *input, void *output);

/* Joins inputs: rows times, block_bytes[k] bytes of each input k. */
typedef struct {
    int32_t rows;
    int32_t inputs;
    const int32_t *block_bytes;
} modelc_concat_parameters;

MODELC_API void modelc_concat(const modelc_concat_parameters *parameters, const void *const *inputs, void *output);

/*
 * Takes blocks by index: data [rows][size][block], output [rows][indices][block]. A negative index counts from the end; an index that is
 * still outside 0..size-1 stands for the nearest inside.
 */
typedef struct {
    int32_t rows;
    int32_t size;
    int32_t indices;
    int32_t block_bytes;
} modelc_gather_parameters;

MODELC_API void modelc_gather_s32(const modelc_gather_parameters *parameters, const void *data, const int32_t *indices, void *output);
MODELC_API void modelc_gather_s64(const modelc_gather_parameters *parameters, const void *data, const int64_t *indices, void *output);

/*
 * Elements of x where the condition is not 0, else of y. Operands are broadcast: both nests have the output's sizes, with strides of the
 * condition and of x (in bytes), and of y (in bytes) as tensor a.
 */
typedef struct {
    modelc_nest condition_and_x, y;
    int32_t element_bytes;
} modelc_select_parameters;

MODELC_API void modelc_select(const modelc_select_parameters *parameters, const uint8_t *condition, const void *x, const void *y,
                              void *output);

/*
 * Data [size][block] in which blocks are replaced by those of updates [indices][block], or joined with them, one after the other. An index
 * outside 0..size-1 stands for the nearest inside.
 */
typedef struct {
    int32_t size;
    int32_t indices;
    int32_t block_bytes;
} modelc_scatter_parameters;

MODELC_API void modelc_scatter(const modelc_scatter_parameters *parameters, const void *data, const int64_t *indices, const void *updates,
                               void *output);
MODELC_API void modelc_scatter_add_f32(const modelc_scatter_parameters *parameters, const void *data, const int64_t *indices,
                                       const void *updates, void *output);
MODELC_API void modelc_scatter_mul_f32(const modelc_scatter_parameters *parameters, const void *data, const int64_t *indices,
                                       const void *updates, void *output);
MODELC_API void modelc_scatter_min_f32(const modelc_scatter_parameters *parameters, const void *data, const int64_t *indices,
                                       const void *updates, void *output);
MODELC_API void modelc_scatter_max_f32(const modelc_scatter_parameters *parameters, const void *data, const int64_t *indices,
                                       const void *updates, void *output);

/* ---- Changing how numbers are stored ---- */

/* The nearest integer, half to even, whatever the rounding mode; |value| below 2^31. */
static inline int32_t modelc_round_half_even(float value)
{
    const int32_t truncated = (int32_t)value;
    const float rest = value - (float)truncated;
    const int32_t odd = truncated & 1;
    if (rest > 0.5f || (rest == 0.5f && odd != 0)) {
        return truncated + 1;
    }
    if (rest < -0.5f || (rest == -0.5f && odd != 0)) {
        return truncated - 1;
    }
    return truncated;
}

typedef struct {
    int32_t count;
    float scale;
    int32_t zero_point;
} modelc_quantise_parameters;

/* round(value / scale) + zero_point, bounded by low and high, which lie within -2^15..2^15; NaN gives the zero point. */
static inline int32_t modelc_quantise_one(const modelc_quantise_parameters *p, float value, int32_t low, int32_t high)
{
    const float ratio = value / p->scale;
    const float limit = 65536.0f; /* beyond the bounds whatever the zero point */
    if (ratio != ratio) {
        return p->zero_point;
    }
    const int32_t integer = modelc_round_half_even(modelc_clamp_f32(ratio, -limit, limit)) + p->zero_point;
    return integer < low ? low : integer > high ? high : integer;
}

MODELC_API void modelc_quantise_s8(const modelc_quantise_parameters *parameters, const float *input, int8_t *output);
MODELC_API void modelc_quantise_u8(const modelc_quantise_parameters *parameters, const float *input, uint8_t *output);

/* scale * (input - zero_point). */
MODELC_API void modelc_dequantise_s8(const modelc_quantise_parameters *parameters, const int8_t *input, float *output);
MODELC_API void modelc_dequantise_u8(const modelc_quantise_parameters *parameters, const uint8_t *input, float *output);

/* ---- Floats with weights of 16 bits ---- */

/* The float that an IEEE 754 number of 16 bits stands for, exactly; it is finite. */
static inline float modelc_widen_f16(uint16_t half)
{
    const uint32_t sign = ((uint32_t)half & 0x8000u) << 16;
    const uint32_t magnitude = half & 0x7fffu;
    uint32_t bits;
    float value;
    if (magnitude < 0x400u) {
        value = (float)(int32_t)magnitude * 5.9604644775390625e-8f; /* 2^-24 */
        return sign != 0u ? -value : value;
    }
    bits = sign | ((magnitude << 13) + 0x38000000u);
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* As modelc_conv_f32_parameters with weights of 16 bits; block: how many filters are widened at a time, 0 for depthwise. */
typedef struct {
    modelc_window window;
    int32_t groups, block;
    float min, max;
    const uint16_t *weights;
    const float *bias;
} modelc_conv_f16_parameters;

/* As modelc_conv_f32. scratch: the floats of a block of filters. */
MODELC_API void modelc_conv_f16(const modelc_conv_f16_parameters *parameters, const float *input, float *output, void *scratch);
MODELC_API void modelc_depthwise_conv_f16(const modelc_conv_f16_parameters *parameters, const float *input, float *output);

/* As modelc_dense_f32_parameters with weights of 16 bits. */
typedef struct {
    int32_t rows, inputs, outputs;
    float min, max;
    const uint16_t *weights;
    const float *bias;
} modelc_dense_f16_parameters;

MODELC_API void modelc_dense_f16(const modelc_dense_f16_parameters *parameters, const float *input, float *output);

/* ---- 16-bit activations ---- */

/*
 * s16 activations have zero point 0; weights, bias and parameters are those of the s8 kernels. Sums of up to MODELC_S16_BLOCK products have 32
 * bits, the accumulator, whose magnitude stays below 2^46, has 64.
 */
#define MODELC_S16_BLOCK 511

/* As modelc_requantise for a wide accumulator; the shift is at least 16. */
static inline int64_t modelc_requantise_wide(int64_t accumulator, int32_t multiplier)
{
    const int32_t shift = 32 + (int8_t)(multiplier & 0xff);
    const int64_t high = (accumulator >> 16) * multiplier;
    const int64_t low = (accumulator & 0xffff) * multiplier + ((int64_t)1 << (shift - 1));
    return (high + (low >> 16)) >> (shift - 16);
}

/* The s16 result of a requantised sum. */
static inline int16_t modelc_finish_s16(const modelc_output_s8 *output, int64_t scaled)
{
    return (int16_t)(scaled < output->min ? output->min : scaled > output->max ? output->max : scaled);
}

/* sum plus the products of length contiguous elements. */
static inline int64_t modelc_products_s16(int64_t sum, const int16_t *input, const int8_t *weights, int32_t length)
{
    while (length > 0) {
        const int32_t block = length < MODELC_S16_BLOCK ? length : MODELC_S16_BLOCK;
        int32_t part = 0;
        for (int32_t i = 0; i < block; ++i) {
            part += input[i] * weights[i];
        }
        sum += part;
        input += block;
        weights += block;
        length -= block;
    }
    return sum;
}

MODELC_API void modelc_conv_s16(const modelc_conv_s8_parameters *parameters, const int16_t *input, int16_t *output);
/* Of up to MODELC_S16_BLOCK columns. */
MODELC_API void modelc_depthwise_conv_s16(const modelc_conv_s8_parameters *parameters, const int16_t *input, int16_t *output);
MODELC_API void modelc_dense_s16(const modelc_dense_s8_parameters *parameters, const int16_t *input, int16_t *output);

MODELC_API void modelc_max_pool_s16(const modelc_max_pool_parameters *parameters, const int16_t *input, int16_t *output);
MODELC_API void modelc_average_pool_s16(const modelc_average_pool_s8_parameters *parameters, const int16_t *input, int16_t *output);
MODELC_API void modelc_reduce_sum_s16(const modelc_reduce_sum_s8_parameters *parameters, const int16_t *input, int16_t *output);
MODELC_API void modelc_reduce_max_s16(const modelc_reduce_select_parameters *parameters, const int16_t *input, int16_t *output);
MODELC_API void modelc_reduce_min_s16(const modelc_reduce_select_parameters *parameters, const int16_t *input, int16_t *output);
MODELC_API void modelc_argmax_s16(const modelc_argmax_parameters *parameters, const int16_t *input, int64_t *output);

/*
 * Sum or difference: (a * multiplier_a + b * multiplier_b + 2^(shift-1)) >> shift in 64 bits, then bounds. Multipliers have a magnitude of at most
 * 2^30. Operands of equal or broadcast shapes; the output may be the same buffer as an operand of its size.
 */
typedef struct {
    modelc_nest nest;
    int32_t multiplier_a, multiplier_b;
    int32_t shift;
    modelc_output_s8 output;
} modelc_add_s16_parameters;

MODELC_API void modelc_add_s16(const modelc_add_s16_parameters *parameters, const int16_t *a, const int16_t *b, int16_t *output);

/* a * b, requantised; zero points are 0. Operands as those of modelc_add_s16. */
MODELC_API void modelc_mul_s16(const modelc_mul_broadcast_s8_parameters *parameters, const int16_t *a, const int16_t *b, int16_t *output);

MODELC_API void modelc_quantise_s16(const modelc_quantise_parameters *parameters, const float *input, int16_t *output);
MODELC_API void modelc_dequantise_s16(const modelc_quantise_parameters *parameters, const int16_t *input, float *output);

/* input - input_zero_point, requantised to another scale or type and bounded. Output may be input where both have one type. */
typedef struct {
    int32_t count;
    int32_t input_zero_point;
    int32_t multiplier;
    modelc_output_s8 output;
} modelc_requantise_parameters;

MODELC_API void modelc_requantise_s8_s16(const modelc_requantise_parameters *parameters, const int8_t *input, int16_t *output);
MODELC_API void modelc_requantise_s16_s8(const modelc_requantise_parameters *parameters, const int16_t *input, int8_t *output);
MODELC_API void modelc_requantise_s16_s16(const modelc_requantise_parameters *parameters, const int16_t *input, int16_t *output);

/* Float to integer: truncated towards 0, bounded by the type, NaN gives 0; to bool: anything but 0 is 1. */
typedef struct {
    int32_t count;
} modelc_cast_parameters;

MODELC_API void modelc_cast_f32_s8(const modelc_cast_parameters *parameters, const float *input, int8_t *output);
MODELC_API void modelc_cast_f32_u8(const modelc_cast_parameters *parameters, const float *input, uint8_t *output);
MODELC_API void modelc_cast_f32_s32(const modelc_cast_parameters *parameters, const float *input, int32_t *output);
MODELC_API void modelc_cast_f32_s64(const modelc_cast_parameters *parameters, const float *input, int64_t *output);
MODELC_API void modelc_cast_f32_bool(const modelc_cast_parameters *parameters, const float *input, uint8_t *output);
MODELC_API void modelc_cast_s8_f32(const modelc_cast_parameters *parameters, const int8_t *input, float *output);
MODELC_API void modelc_cast_u8_f32(const modelc_cast_parameters *parameters, const uint8_t *input, float *output);
MODELC_API void modelc_cast_s32_f32(const modelc_cast_parameters *parameters, const int32_t *input, float *output);
MODELC_API void modelc_cast_s64_f32(const modelc_cast_parameters *parameters, const int64_t *input, float *output);
MODELC_API void modelc_cast_s8_s64(const modelc_cast_parameters *parameters, const int8_t *input, int64_t *output);
MODELC_API void modelc_cast_u8_s64(const modelc_cast_parameters *parameters, const uint8_t *input, int64_t *output);
MODELC_API void modelc_cast_s16_s64(const modelc_cast_parameters *parameters, const int16_t *input, int64_t *output);
MODELC_API void modelc_cast_u16_s64(const modelc_cast_parameters *parameters, const uint16_t *input, int64_t *output);
MODELC_API void modelc_cast_s32_s64(const modelc_cast_parameters *parameters, const int32_t *input, int64_t *output);
MODELC_API void modelc_cast_u32_s64(const modelc_cast_parameters *parameters, const uint32_t *input, int64_t *output);
MODELC_API void modelc_cast_f32_f64(const modelc_cast_parameters *parameters, const float *input, double *output);
MODELC_API void modelc_cast_u64_f32(const modelc_cast_parameters *parameters, const uint64_t *input, float *output);
MODELC_API void modelc_cast_f64_f32(const modelc_cast_parameters *parameters, const double *input, float *output);
/* To narrower integers: wraps around; to bool: anything but 0 is 1. */
MODELC_API void modelc_cast_s64_s8(const modelc_cast_parameters *parameters, const int64_t *input, int8_t *output);
MODELC_API void modelc_cast_s64_u8(const modelc_cast_parameters *parameters, const int64_t *input, uint8_t *output);
MODELC_API void modelc_cast_s64_s16(const modelc_cast_parameters *parameters, const int64_t *input, int16_t *output);
MODELC_API void modelc_cast_s64_u16(const modelc_cast_parameters *parameters, const int64_t *input, uint16_t *output);
MODELC_API void modelc_cast_s64_s32(const modelc_cast_parameters *parameters, const int64_t *input, int32_t *output);
MODELC_API void modelc_cast_s64_u32(const modelc_cast_parameters *parameters, const int64_t *input, uint32_t *output);
MODELC_API void modelc_cast_s64_bool(const modelc_cast_parameters *parameters, const int64_t *input, uint8_t *output);

/* Moves rows towards the front of a buffer; to lies before from, and the two may overlap. */
MODELC_API void modelc_keep_rows(void *to, const void *from, int32_t bytes);

/*
 * Adds the newest rows of a stream to the last ones: output is a window of kept_bytes + new_bytes bytes that stays between calls. Its first
 * new_bytes bytes are dropped, those behind move to the front, and the input follows them.
 */
typedef struct {
    int32_t kept_bytes;
    int32_t new_bytes;
} modelc_append_rows_parameters;

MODELC_API void modelc_append_rows(const modelc_append_rows_parameters *parameters, const void *input, void *output);

/* ---- The K210's KPU ---- */

#if defined(MODELC_KPU_MODEL) || (defined(__riscv) && __riscv_xlen == 64)
#define MODELC_KPU_EXISTS
#endif

/*
 * One convolution of the KPU, over images in its AI SRAM (modelc_kpu.h). words: twelve register words for each layer, a convolution of many
 * output channels being several; the upper halves of words 4 and 5 are byte offsets into normalisation and weights. Weights
 * [output channel][input channel][kernel y][kernel x], 8 bits unsigned. normalisation: one word an output channel; table: 16 segments
 * and 16 bytes. weights, normalisation and table are aligned to 256 bytes.
 */
typedef struct {
    int32_t layers;
    const int64_t *words;
    const uint8_t *weights;
    const int64_t *normalisation, *table;
} modelc_kpu_conv_parameters;

MODELC_API void modelc_kpu_conv(const modelc_kpu_conv_parameters *parameters);

/*
 * Where an image, or the upper left corner of one, lies in AI SRAM. row: of 64 bytes, the first; channels_per_group: how many lie side by side in a
 * row, pitch bytes apart; rows_per_line: of the image; group_rows: from one group of channels to the next.
 */
typedef struct {
    int32_t height, width, channels;
    int32_t row, channels_per_group, rows_per_line, group_rows, pitch;
} modelc_kpu_image;

/* Where a row of AI SRAM lies, not through a cache. */
MODELC_API uint8_t *modelc_kpu_row(int32_t row);

/* From memory, NHWC, to AI SRAM and back; 128 is added or subtracted, since the KPU's bytes have no sign. */
MODELC_API void modelc_kpu_upload(const modelc_kpu_image *parameters, const int8_t *input);
MODELC_API void modelc_kpu_download(const modelc_kpu_image *parameters, int8_t *output);

/*
 * From memory to an image of several copies, copy (r, c) having the channels from (r * column_copies + c) * channels on: at (y, x) it has the
 * input's element (y * row_stride + first_rows[r], x * column_stride + first_columns[c]), or zero outside the input. pixel_step, channel_step: elements
 * from one column, and one channel, of the input to the next: channels and 1, or 1 and height * width.
 */
typedef struct {
    modelc_kpu_image image;
    int32_t height, width, channels;
    int32_t pixel_step, channel_step;
    int32_t row_stride, column_stride;
    int32_t row_copies, column_copies;
    const int32_t *first_rows, *first_columns;
    int32_t zero;
} modelc_kpu_upload_copies_parameters;

MODELC_API void modelc_kpu_upload_copies(const modelc_kpu_upload_copies_parameters *parameters, const int8_t *input);

/*
 * A vector to the first row of an image [4][4][(elements + 7) / 8] in AI SRAM, 128 being added: a channel takes eight elements, row y of it those from 3 * y
 * on, and 0 behind the last.
 */
typedef struct {
    int32_t row, elements;
} modelc_kpu_upload_vector_parameters;

MODELC_API void modelc_kpu_upload_vector(const modelc_kpu_upload_vector_parameters *parameters, const int8_t *input);

/* The places (first_row + stride * y, first_column + stride * x) of an image, height times width; stride is a power of two. */
typedef struct {
    modelc_kpu_image image;
    int32_t first_row, first_column, stride;
    int32_t height, width;
} modelc_kpu_places;

/* Places of an image to memory, [height][width][channels]. */
MODELC_API void modelc_kpu_download_places(const modelc_kpu_places *parameters, int8_t *output);

/* Within AI SRAM: places of an image, [channels][height][width], to the first row of an image as modelc_kpu_upload_vector makes it. */
typedef struct {
    modelc_kpu_places from;
    int32_t row;
} modelc_kpu_pack_parameters;

MODELC_API void modelc_kpu_pack(const modelc_kpu_pack_parameters *parameters);

/* Within AI SRAM: places of an image to the upper left corner of another with as many channels, at least as large, which is zero elsewhere. */
typedef struct {
    modelc_kpu_places from;
    modelc_kpu_image to;
    int32_t zero;
} modelc_kpu_rearrange_parameters;

MODELC_API void modelc_kpu_rearrange(const modelc_kpu_rearrange_parameters *parameters);

/* Mean or sum of each channel of an image in AI SRAM: the sum of its bytes less zero, requantised. Images have up to 2^17 places. */
typedef struct {
    modelc_kpu_image image;
    int32_t zero;
    modelc_output_s8 output;
    int32_t multiplier;
} modelc_kpu_reduce_parameters;

MODELC_API void modelc_kpu_reduce(const modelc_kpu_reduce_parameters *parameters, int8_t *output);

#ifdef __cplusplus
}
#endif

#endif
