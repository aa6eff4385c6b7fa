#include "modelc.h"

/* sum plus the products of contiguous elements. */
static inline float modelc_conv_f16_run(float sum, const float *input, const float *weights, int32_t length)
{
    for (int32_t i = 0; i < length; ++i) {
        sum += input[i] * weights[i];
    }
    return sum;
}

/* sum plus the products of one output channel; input and weights are those of channel 0 of the group. */
static float modelc_conv_f16_sum(const modelc_conv_f16_parameters *p, const modelc_patch *patch, int32_t channels, float sum,
                                 const float *input, const float *weights)
{
    const int contiguous = patch->column_stride == channels;
    const int32_t runs = contiguous ? 1 : patch->columns;
    const int32_t run = contiguous ? patch->columns * channels : channels;
    for (int32_t row = 0; row < patch->rows; ++row) {
        const int32_t element = patch->first_input + row * patch->row_stride;
        const int32_t weight = (patch->first_tap + row * p->window.kernel_width) * channels;
        for (int32_t i = 0; i < runs; ++i) {
            const int32_t at = element + i * patch->column_stride;
            sum = modelc_conv_f16_run(sum, input + at, weights + (weight + i * run), run);
        }
    }
    return sum;
}

/* count output channels of a group, whose filters are wide, at all places of one batch; input is that of channel 0 of the group. */
static void modelc_conv_f16_block(const modelc_conv_f16_parameters *p, int32_t count, const float *bias, const float *wide, const float *input,
                                  float *output)
{
    const modelc_window *const window = &p->window;
    const int32_t group_inputs = window->input_channels / p->groups;
    const int32_t filter = window->kernel_height * window->kernel_width * group_inputs;
    for (int32_t y = 0; y < window->output_height; ++y) {
        for (int32_t x = 0; x < window->output_width; ++x) {
            const modelc_patch patch = modelc_patch_at(window, y, x);
            for (int32_t channel = 0; channel < count; ++channel) {
                const float sum = modelc_conv_f16_sum(p, &patch, group_inputs, bias[channel], input, wide + channel * filter);
                output[channel] = modelc_clamp_f32(sum, p->min, p->max);
            }
            output += window->output_channels;
        }
    }
}

static void modelc_conv_f16_widen(const uint16_t *weights, float *wide, int32_t count)
{
    for (int32_t i = 0; i < count; ++i) {
        wide[i] = modelc_widen_f16(weights[i]);
    }
}

MODELC_API void modelc_conv_f16(const modelc_conv_f16_parameters *parameters, const float *input, float *output, void *scratch)
{
    const modelc_window *const window = &parameters->window;
    const int32_t group_inputs = window->input_channels / parameters->groups;
    const int32_t group_outputs = window->output_channels / parameters->groups;
    const int32_t filter = window->kernel_height * window->kernel_width * group_inputs;
    const int32_t input_size = window->input_height * window->input_width * window->input_channels;
    const int32_t output_size = window->output_height * window->output_width * window->output_channels;
    float *const wide = (float *)scratch;
    int32_t count;
    for (int32_t channel = 0; channel < window->output_channels; channel += count) {
        const int32_t rest = group_outputs - channel % group_outputs;
        const float *const group = input + channel / group_outputs * group_inputs;
        count = rest < parameters->block ? rest : parameters->block;
        modelc_conv_f16_widen(parameters->weights + channel * filter, wide, count * filter);
        for (int32_t n = 0; n < window->batches; ++n) {
            modelc_conv_f16_block(parameters, count, parameters->bias + channel, wide, group + n * input_size,
                                  output + n * output_size + channel);
        }
    }
}
