#include "modelc.h"

/* The accumulator of one output channel, which reads input channel input_channel. */
static inline int64_t modelc_depthwise_conv_s16_sum(const modelc_conv_s8_parameters *p, const modelc_patch *patch, const int16_t *input,
                                                  int32_t input_channel, int32_t channel)
{
    const int32_t outputs = p->window.output_channels;
    int64_t sum = p->bias[channel];
    for (int32_t row = 0; row < patch->rows; ++row) {
        int32_t element = patch->first_input + row * patch->row_stride + input_channel;
        int32_t weight = (patch->first_tap + row * p->window.kernel_width) * outputs + channel;
        int32_t part = 0;
        for (int32_t column = 0; column < patch->columns; ++column) {
            part += input[element] * p->weights[weight];
            element += patch->column_stride;
            weight += outputs;
        }
        sum += part;
    }
    return sum;
}

/* All output channels at one place. */
static void modelc_depthwise_conv_s16_place(const modelc_conv_s8_parameters *p, const modelc_patch *patch, const int16_t *input,
                                            int16_t *output)
{
    const int32_t multiplier = p->window.output_channels / p->window.input_channels;
    int32_t channel = 0;
    for (int32_t c = 0; c < p->window.input_channels; ++c) {
        for (int32_t o = 0; o < multiplier; ++o, ++channel) {
            const int64_t sum = modelc_depthwise_conv_s16_sum(p, patch, input, c, channel);
            output[channel] = modelc_finish_s16(&p->output, modelc_requantise_wide(sum, p->multipliers[channel]));
        }
    }
}

MODELC_API void modelc_depthwise_conv_s16(const modelc_conv_s8_parameters *parameters, const int16_t *input, int16_t *output)
{
    const modelc_window *const window = &parameters->window;
    for (int32_t n = 0; n < window->batches; ++n) {
        for (int32_t y = 0; y < window->output_height; ++y) {
            for (int32_t x = 0; x < window->output_width; ++x) {
                const modelc_patch patch = modelc_patch_at(window, y, x);
                modelc_depthwise_conv_s16_place(parameters, &patch, input, output);
                output += window->output_channels;
            }
        }
        input += window->input_height * window->input_width * window->input_channels;
    }
}
