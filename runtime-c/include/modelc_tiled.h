/*
 * Convolution in tiles of filters by columns, for cores without SIMD. Not for models.
 *
 * Inputs and weights are widened by 128 to unsigned bytes, which every core loads in one instruction:
 * sum x w = sum (x + 128)(w + 128) - 128 sum (x + 128) - 128 sum w; the last term is part of the start values.
 */
#ifndef MODELC_TILED_H
#define MODELC_TILED_H

#include "modelc.h"

/* One column's inputs plus 128 go to every step-th byte of column; returns the sum of what was written. */
static inline int32_t modelc_tiled_widen(const int8_t *input, int32_t count, int32_t step, uint8_t *column)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < count; ++i, column += step) {
        const int32_t value = input[i] + 128;
        *column = (uint8_t)value;
        sum += value;
    }
    return sum;
}

/* The window at one output place, where it leaves the input padding. */
static inline int32_t modelc_tiled_window(const modelc_conv_s8_tiled_parameters *p, const int8_t *input, int32_t place, uint8_t *column)
{
    const modelc_window *const w = &p->window;
    const int32_t row = place / w->output_width;
    const int32_t left = (place - row * w->output_width) * w->stride_width - w->pad_left;
    const int32_t channels = w->input_channels;
    const int32_t columns_inside = w->dilation_width == 1 && left >= 0 && left + w->kernel_width <= w->input_width;
    int32_t y = row * w->stride_height - w->pad_top;
    int32_t sum = 0;
    for (int32_t ky = 0; ky < w->kernel_height; ++ky, y += w->dilation_height) {
        const int32_t row_inside = y >= 0 && y < w->input_height;
        const int8_t *const source = input + y * w->input_width * channels;
        if (row_inside && columns_inside) {
            sum += modelc_tiled_widen(source + left * channels, w->kernel_width * channels, 2, column);
            column += 2 * w->kernel_width * channels;
            continue;
        }
        for (int32_t kx = 0, x = left; kx < w->kernel_width; ++kx, x += w->dilation_width) {
            if (row_inside && x >= 0 && x < w->input_width) {
                sum += modelc_tiled_widen(source + x * channels, channels, 2, column);
                column += 2 * channels;
            } else {
                for (int32_t channel = 0; channel < channels; ++channel, column += 2) {
                    *column = (uint8_t)(p->input_zero_point + 128);
                    sum += p->input_zero_point + 128;
                }
            }
        }
    }
    return sum;
}

#endif
