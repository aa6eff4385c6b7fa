/*
 * Filters in compressed formats. Not for models. A column is what a filter meets at one place, padding as the input's zero point, in the order
 * of the filter's weights.
 */
#ifndef MODELC_COMPRESSED_H
#define MODELC_COMPRESSED_H

#include "modelc.h"

/* The column of a convolution at output place y, x. */
static inline void modelc_compressed_column(const modelc_window *w, int32_t zero_point, const int8_t *input, int32_t y, int32_t x,
                                            int8_t *column)
{
    const int32_t channels = w->input_channels;
    const int32_t left = x * w->stride_width - w->pad_left;
    int32_t row = y * w->stride_height - w->pad_top;
    for (int32_t ky = 0; ky < w->kernel_height; ++ky, row += w->dilation_height) {
        int32_t at = left;
        for (int32_t kx = 0; kx < w->kernel_width; ++kx, at += w->dilation_width, column += channels) {
            if (row >= 0 && row < w->input_height && at >= 0 && at < w->input_width) {
                memcpy(column, input + (row * w->input_width + at) * channels, (size_t)channels);
            } else {
                memset(column, zero_point, (size_t)channels);
            }
        }
    }
}

/* All filters of zeros and few weights at one place. */
static inline void modelc_compressed_sparse(const modelc_compressed_filters *p, const int8_t *column, int8_t *output)
{
    const int8_t *steps = p->weights;
    for (int32_t filter = 0; filter < p->outputs; ++filter) {
        const int32_t count = (uint8_t)steps[0] + 256 * (uint8_t)steps[1];
        const int8_t *const end = steps + 2 + 2 * count;
        const int8_t *element = column;
        int32_t sum = p->bias[filter];
        for (steps += 2; steps < end; steps += 2) {
            element += (uint8_t)steps[0];
            sum += *element++ * steps[1];
        }
        output[filter] = modelc_finish_s8(&p->output, modelc_requantise(sum, p->multipliers[filter]));
    }
}

/* All filters of 4-bit weights at one place. These are 8 too large, and so the sums by 8 times the sum of the column. */
static inline void modelc_compressed_s4(const modelc_compressed_filters *p, const int8_t *column, int8_t *output)
{
    const int8_t *pairs = p->weights;
    int32_t excess = 0;
    for (int32_t i = 0; i < p->inputs; ++i) {
        excess += column[i];
    }
    excess *= 8;
    for (int32_t filter = 0; filter < p->outputs; ++filter) {
        const int8_t *element = column;
        int32_t sum = p->bias[filter] - excess;
        for (int32_t left = p->inputs; left >= 2; left -= 2, element += 2) {
            const uint8_t pair = (uint8_t)*pairs++;
            sum += element[0] * (pair & 15) + element[1] * (pair >> 4);
        }
        if ((p->inputs & 1) != 0) {
            sum += *element * (*pairs++ & 15);
        }
        output[filter] = modelc_finish_s8(&p->output, modelc_requantise(sum, p->multipliers[filter]));
    }
}

#endif
