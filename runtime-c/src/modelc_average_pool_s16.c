#include "modelc.h"

/* Sum of the elements of one channel. */
static inline int32_t modelc_average_pool_s16_sum(const modelc_patch *patch, const int16_t *input, int32_t channel)
{
    int32_t sum = 0;
    for (int32_t row = 0; row < patch->rows; ++row) {
        int32_t element = patch->first_input + row * patch->row_stride + channel;
        for (int32_t column = 0; column < patch->columns; ++column, element += patch->column_stride) {
            sum += input[element];
        }
    }
    return sum;
}

/* All channels at one place, where count taps count. */
static void modelc_average_pool_s16_place(const modelc_average_pool_s8_parameters *p, const modelc_patch *patch, int32_t count,
                                          const int16_t *input, int16_t *output)
{
    const int32_t multiplier = p->multipliers[count - p->smallest_count];
    for (int32_t c = 0; c < p->window.output_channels; ++c) {
        const int32_t sum = modelc_average_pool_s16_sum(patch, input, c);
        output[c] = modelc_finish_s16(&p->output, modelc_requantise(sum, multiplier));
    }
}

MODELC_API void modelc_average_pool_s16(const modelc_average_pool_s8_parameters *parameters, const int16_t *input, int16_t *output)
{
    const modelc_window *const window = &parameters->window;
    for (int32_t n = 0; n < window->batches; ++n) {
        for (int32_t y = 0; y < window->output_height; ++y) {
            for (int32_t x = 0; x < window->output_width; ++x) {
                const modelc_patch patch = modelc_patch_at(window, y, x);
                const int32_t count = modelc_counted_taps(window, &parameters->counted, y, x);
                modelc_average_pool_s16_place(parameters, &patch, count, input, output);
                output += window->output_channels;
            }
        }
        input += window->input_height * window->input_width * window->input_channels;
    }
}
