#include "modelc.h"

/* Sum of the elements of one channel. */
static inline float modelc_average_pool_f32_sum(const modelc_patch *patch, const float *input, int32_t channel)
{
    float sum = 0;
    for (int32_t row = 0; row < patch->rows; ++row) {
        int32_t element = patch->first_input + row * patch->row_stride + channel;
        for (int32_t column = 0; column < patch->columns; ++column, element += patch->column_stride) {
            sum += input[element];
        }
    }
    return sum;
}

/* All channels at one place, where count taps count. */
static void modelc_average_pool_f32_place(const modelc_average_pool_f32_parameters *p, const modelc_patch *patch, int32_t count,
                                          const float *input, float *output)
{
    const float divisor = (float)count;
    for (int32_t c = 0; c < p->window.output_channels; ++c) {
        output[c] = modelc_average_pool_f32_sum(patch, input, c) / divisor;
    }
}

MODELC_API void modelc_average_pool_f32(const modelc_average_pool_f32_parameters *parameters, const float *input, float *output)
{
    const modelc_window *const window = &parameters->window;
    for (int32_t n = 0; n < window->batches; ++n) {
        for (int32_t y = 0; y < window->output_height; ++y) {
            for (int32_t x = 0; x < window->output_width; ++x) {
                const modelc_patch patch = modelc_patch_at(window, y, x);
                const int32_t count = modelc_counted_taps(window, &parameters->counted, y, x);
                modelc_average_pool_f32_place(parameters, &patch, count, input, output);
                output += window->output_channels;
            }
        }
        input += window->input_height * window->input_width * window->input_channels;
    }
}
