#include "modelc.h"

/* One channel plus 128 goes to the inside of its plane, whose edge holds the padding already. */
static void modelc_depthwise_3x3_plane(const modelc_depthwise_conv_s8_tiled_parameters *p, const int8_t *input, uint8_t *plane)
{
    const modelc_window *const w = &p->window;
    uint8_t *row = plane + w->pad_top * p->plane_width + w->pad_left;
    for (int32_t y = 0; y < w->input_height; ++y, row += p->plane_width) {
        for (int32_t x = 0; x < w->input_width; ++x, input += w->input_channels) {
            row[x] = (uint8_t)(*input + 128);
        }
    }
}

/* One row of results of a channel. window: the first in the plane; weights: by row. */
static void modelc_depthwise_3x3_row(const modelc_depthwise_conv_s8_tiled_parameters *p, const uint8_t *window, const int8_t *weights,
                                     const int32_t *channel, int8_t *output)
{
    const int32_t w00 = weights[0], w01 = weights[1], w02 = weights[2];
    const int32_t w10 = weights[3], w11 = weights[4], w12 = weights[5];
    const int32_t w20 = weights[6], w21 = weights[7], w22 = weights[8];
    const int32_t multiplier = channel[1];
    for (int32_t x = 0; x < p->window.output_width; ++x, window += p->window.stride_width, output += p->window.output_channels) {
        const uint8_t *const row1 = window + p->plane_width;
        const uint8_t *const row2 = row1 + p->plane_width;
        int32_t sum = channel[0] + w00 * window[0] + w01 * window[1] + w02 * window[2];
        sum += w10 * row1[0] + w11 * row1[1] + w12 * row1[2];
        sum += w20 * row2[0] + w21 * row2[1] + w22 * row2[2];
        *output = modelc_finish_s8(&p->output, modelc_requantise(sum, multiplier));
    }
}

MODELC_API void modelc_depthwise_conv_3x3_s8_tiled(const modelc_depthwise_conv_s8_tiled_parameters *parameters, const int8_t *input,
                                                   int8_t *output, void *scratch)
{
    const modelc_window *const w = &parameters->window;
    uint8_t *const plane = (uint8_t *)scratch;
    memset(plane, parameters->input_zero_point + 128, (size_t)(parameters->plane_width * parameters->plane_height));
    for (int32_t channel = 0; channel < w->input_channels; ++channel) {
        const uint8_t *window = plane;
        int8_t *row = output + channel;
        modelc_depthwise_3x3_plane(parameters, input + channel, plane);
        for (int32_t y = 0; y < w->output_height; ++y) {
            modelc_depthwise_3x3_row(parameters, window, parameters->weights + channel * 9, parameters->channels + channel * 2, row);
            window += w->stride_height * parameters->plane_width;
            row += w->output_width * w->output_channels;
        }
    }
}
