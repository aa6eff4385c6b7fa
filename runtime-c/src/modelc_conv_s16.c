#include "modelc.h"

/* sum plus the products of one output channel; input and weights are those of channel 0 of the group. */
static int64_t modelc_conv_s16_sum(const modelc_conv_s8_parameters *p, const modelc_patch *patch, int32_t channels, int64_t sum,
                                 const int16_t *input, const int8_t *weights)
{
    const int contiguous = patch->column_stride == channels;
    const int32_t runs = contiguous ? 1 : patch->columns;
    const int32_t run = contiguous ? patch->columns * channels : channels;
    for (int32_t row = 0; row < patch->rows; ++row) {
        const int32_t element = patch->first_input + row * patch->row_stride;
        const int32_t weight = (patch->first_tap + row * p->window.kernel_width) * channels;
        for (int32_t i = 0; i < runs; ++i) {
            const int32_t at = element + i * patch->column_stride;
            sum = modelc_products_s16(sum, input + at, weights + (weight + i * run), run);
        }
    }
    return sum;
}

/* All output channels at one place. */
static void modelc_conv_s16_place(const modelc_conv_s8_parameters *p, const modelc_patch *patch, const int16_t *input, int16_t *output)
{
    const int32_t group_inputs = p->window.input_channels / p->groups;
    const int32_t group_outputs = p->window.output_channels / p->groups;
    const int32_t filter = p->window.kernel_height * p->window.kernel_width * group_inputs;
    int32_t channel = 0;
    for (int32_t group = 0; group < p->groups; ++group, input += group_inputs) {
        for (int32_t o = 0; o < group_outputs; ++o, ++channel) {
            const int8_t *const weights = p->weights + channel * filter;
            const int64_t sum = modelc_conv_s16_sum(p, patch, group_inputs, p->bias[channel], input, weights);
            output[channel] = modelc_finish_s16(&p->output, modelc_requantise_wide(sum, p->multipliers[channel]));
        }
    }
}

MODELC_API void modelc_conv_s16(const modelc_conv_s8_parameters *parameters, const int16_t *input, int16_t *output)
{
    const modelc_window *const window = &parameters->window;
    for (int32_t n = 0; n < window->batches; ++n) {
        for (int32_t y = 0; y < window->output_height; ++y) {
            for (int32_t x = 0; x < window->output_width; ++x) {
                const modelc_patch patch = modelc_patch_at(window, y, x);
                modelc_conv_s16_place(parameters, &patch, input, output);
                output += window->output_channels;
            }
        }
        input += window->input_height * window->input_width * window->input_channels;
    }
}
