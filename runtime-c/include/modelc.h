/*
 * modelc runtime: kernels that generated models call.
 *
 * Drop this header and the sources that a model's report names into any C99 or C++ project. No kernel allocates memory, uses stdio or
 * mutable globals, recurses, or reads or writes outside the buffers it is given. Tensors are row-major; image tensors are NHWC.
 * Every kernel has the form kernel(parameters, inputs..., outputs...). The compiler guarantees the contracts below; kernels do not check.
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

/* Last step of every s8 kernel: add zero_point, clamp to min..max. All within -128..127. */
typedef struct {
    int32_t zero_point;
    int32_t min, max;
} modelc_output_s8;

/* Rounded fixed-point multiplication (acc * multiplier + 2^(shift-1)) >> shift; multiplier >= 0, shift 1..62. */
static inline int32_t modelc_requantise(int32_t accumulator, int32_t multiplier, uint8_t shift)
{
    const int64_t product = (int64_t)accumulator * multiplier;
    return (int32_t)((product + ((int64_t)1 << (shift - 1))) >> shift);
}

/* The s8 result of a requantised sum. */
static inline int8_t modelc_finish_s8(const modelc_output_s8 *output, int32_t scaled)
{
    const int32_t value = scaled + output->zero_point;
    return (int8_t)(value < output->min ? output->min : value > output->max ? output->max : value);
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
 * Convolution, s8. Weights [output channel][kernel y][kernel x][input channel of the group], symmetric; one bias, multiplier and shift for
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
    const uint8_t *shifts;
} modelc_conv_s8_parameters;

MODELC_API void modelc_conv_s8(const modelc_conv_s8_parameters *parameters, const int8_t *input, int8_t *output);

/*
 * Depthwise convolution, s8: groups = input channels, output channel o reads input channel o / (output channels / input channels).
 * Weights [kernel y][kernel x][output channel]; all else as modelc_conv_s8.
 */
MODELC_API void modelc_depthwise_conv_s8(const modelc_conv_s8_parameters *parameters, const int8_t *input, int8_t *output);

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
    const uint8_t *shifts;
} modelc_dense_s8_parameters;

MODELC_API void modelc_dense_s8(const modelc_dense_s8_parameters *parameters, const int8_t *input, int8_t *output);

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
 * multipliers[n - smallest_count] and shifts[n - smallest_count].
 */
typedef struct {
    modelc_window window;
    modelc_counted_area counted;
    int32_t input_zero_point;
    modelc_output_s8 output;
    int32_t smallest_count;
    const int32_t *multipliers;
    const uint8_t *shifts;
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
    int32_t multiplier, shift;
} modelc_reduce_sum_s8_parameters;

MODELC_API void modelc_reduce_sum_s8(const modelc_reduce_sum_s8_parameters *parameters, const int8_t *input, int8_t *output);

/* Sum or mean, f32: the sum from 0, divided by divisor (1 for a sum). */
typedef struct {
    modelc_reduction reduction;
    float divisor;
} modelc_reduce_sum_f32_parameters;

MODELC_API void modelc_reduce_sum_f32(const modelc_reduce_sum_f32_parameters *parameters, const float *input, float *output);

/* Largest or smallest element. */
typedef struct {
    modelc_reduction reduction;
} modelc_reduce_select_parameters;

MODELC_API void modelc_reduce_max_s8(const modelc_reduce_select_parameters *parameters, const int8_t *input, int8_t *output);
MODELC_API void modelc_reduce_min_s8(const modelc_reduce_select_parameters *parameters, const int8_t *input, int8_t *output);
MODELC_API void modelc_reduce_max_f32(const modelc_reduce_select_parameters *parameters, const float *input, float *output);
MODELC_API void modelc_reduce_min_f32(const modelc_reduce_select_parameters *parameters, const float *input, float *output);

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

/* Index of the largest element along an axis; of equal ones the first, or the last if select_last is 1. */
typedef struct {
    modelc_axis axis;
    int32_t select_last;
} modelc_argmax_parameters;

MODELC_API void modelc_argmax_s8(const modelc_argmax_parameters *parameters, const int8_t *input, int64_t *output);
MODELC_API void modelc_argmax_f32(const modelc_argmax_parameters *parameters, const float *input, int64_t *output);

#ifdef __cplusplus
}
#endif

#endif
