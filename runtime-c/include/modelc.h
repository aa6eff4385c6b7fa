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

#ifdef __cplusplus
}
#endif

#endif
