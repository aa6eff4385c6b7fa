/*
 * The windows of several output places, for convolutions that pack their columns together (Armv6-M). Not for models.
 */
#ifndef MODELC_THUMB1_WINDOWS_H
#define MODELC_THUMB1_WINDOWS_H

#include "modelc.h"

#if defined(__ARM_ARCH_6M__)

#define MODELC_THUMB1_WINDOWS 8

/* count windows by the input places of their first taps. */
typedef struct {
    int32_t count;
    int32_t y[MODELC_THUMB1_WINDOWS], x[MODELC_THUMB1_WINDOWS];
} modelc_thumb1_windows;

/* Those of count places from place on; the last place stands for those behind it. */
static inline void modelc_thumb1_windows_at(modelc_thumb1_windows *windows, const modelc_window *w, int32_t place, int32_t count)
{
    int32_t y = place / w->output_width;
    int32_t x = place - y * w->output_width;
    windows->count = count;
    for (int32_t i = 0; i < count; ++i) {
        windows->y[i] = y * w->stride_height - w->pad_top;
        windows->x[i] = x * w->stride_width - w->pad_left;
        if (++x == w->output_width) {
            x = y + 1 < w->output_height ? 0 : x - 1;
            y = y + 1 < w->output_height ? y + 1 : y;
        }
    }
}

/* Whether the row y below the first taps lies inside the input, and without gaps, in all windows. */
static inline int modelc_thumb1_windows_inside(const modelc_thumb1_windows *windows, const modelc_window *w, int32_t y)
{
    for (int32_t i = 0; i < windows->count; ++i) {
        const int32_t row = windows->y[i] + y;
        const int32_t left = windows->x[i];
        if (row < 0 || row >= w->input_height || left < 0 || left + w->kernel_width > w->input_width) {
            return 0;
        }
    }
    return w->dilation_width == 1;
}

/* Where the tap y rows and x columns from the first finds its inputs, in all windows. padding: a pixel of it. */
static inline void modelc_thumb1_windows_tap(const modelc_thumb1_windows *windows, const modelc_window *w, const int8_t *input,
                                             const int8_t *padding, int32_t y, int32_t x, const int8_t **sources)
{
    for (int32_t i = 0; i < windows->count; ++i) {
        const int32_t row = windows->y[i] + y;
        const int32_t column = windows->x[i] + x;
        const int is_inside = row >= 0 && row < w->input_height && column >= 0 && column < w->input_width;
        sources[i] = is_inside ? input + (row * w->input_width + column) * w->input_channels : padding;
    }
}

#endif

#endif
