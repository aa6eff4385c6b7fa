#include "modelc.h"

static inline void modelc_max_pool_s16_tap(const int16_t *input, int16_t *output, int32_t channels)
{
    for (int32_t c = 0; c < channels; ++c) {
        output[c] = input[c] > output[c] ? input[c] : output[c];
    }
}

/* All channels at one place. */
static void modelc_max_pool_s16_place(const modelc_patch *patch, int32_t channels, const int16_t *input, int16_t *output)
{
    memcpy(output, input + patch->first_input, (size_t)channels * sizeof *output);
    for (int32_t row = 0; row < patch->rows; ++row) {
        for (int32_t column = 0; column < patch->columns; ++column) {
            const int32_t element = patch->first_input + row * patch->row_stride + column * patch->column_stride;
            modelc_max_pool_s16_tap(input + element, output, channels);
        }
    }
}

MODELC_API void modelc_max_pool_s16(const modelc_max_pool_parameters *parameters, const int16_t *input, int16_t *output)
{
    const modelc_window *const window = &parameters->window;
    for (int32_t n = 0; n < window->batches; ++n) {
        for (int32_t y = 0; y < window->output_height; ++y) {
            for (int32_t x = 0; x < window->output_width; ++x) {
                const modelc_patch patch = modelc_patch_at(window, y, x);
                modelc_max_pool_s16_place(&patch, window->output_channels, input, output);
                output += window->output_channels;
            }
        }
        input += window->input_height * window->input_width * window->input_channels;
    }
}
