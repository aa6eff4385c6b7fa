#include "modelc.h"

/* The accumulator of one output channel, which reads input channel input_channel. */
static inline float modelc_depthwise_conv_f16_sum(const modelc_conv_f16_parameters *p, const modelc_patch *patch, const float *input,
                                                  int32_t input_channel, int32_t channel)
{
    const int32_t outputs = p->window.output_channels;
    float sum = p->bias[channel];
    for (int32_t row = 0; row < patch->rows; ++row) {
        int32_t element = patch->first_input + row * patch->row_stride + input_channel;
        int32_t weight = (patch->first_tap + row * p->window.kernel_width) * outputs + channel;
        for (int32_t column = 0; column < patch->columns; ++column) {
            sum += input[element] * modelc_widen_f16(p->weights[weight]);
            element += patch->column_stride;
            weight += outputs;
        }
    }
    return sum;
}

/* All output channels at one place. */
static void modelc_depthwise_conv_f16_place(const modelc_conv_f16_parameters *p, const modelc_patch *patch, const float *input,
                                            float *output)
{
    const int32_t multiplier = p->window.output_channels / p->window.input_channels;
    int32_t channel = 0;
    for (int32_t c = 0; c < p->window.input_channels; ++c) {
        for (int32_t o = 0; o < multiplier; ++o, ++channel) {
            const float sum = modelc_depthwise_conv_f16_sum(p, patch, input, c, channel);
            output[channel] = modelc_clamp_f32(sum, p->min, p->max);
        }
    }
}

MODELC_API void modelc_depthwise_conv_f16(const modelc_conv_f16_parameters *parameters, const float *input, float *output)
{
    const modelc_window *const window = &parameters->window;
    for (int32_t n = 0; n < window->batches; ++n) {
        for (int32_t y = 0; y < window->output_height; ++y) {
            for (int32_t x = 0; x < window->output_width; ++x) {
                const modelc_patch patch = modelc_patch_at(window, y, x);
                modelc_depthwise_conv_f16_place(parameters, &patch, input, output);
                output += window->output_channels;
            }
        }
        input += window->input_height * window->input_width * window->input_channels;
    }
}
