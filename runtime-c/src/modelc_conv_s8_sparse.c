#include "modelc.h"
#include "modelc_compressed.h"

MODELC_API void modelc_conv_s8_sparse(const modelc_conv_compressed_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    const modelc_window *const window = &parameters->window;
    int8_t *const column = (int8_t *)scratch;
    for (int32_t y = 0; y < window->output_height; ++y) {
        for (int32_t x = 0; x < window->output_width; ++x, output += window->output_channels) {
            modelc_compressed_column(window, parameters->input_zero_point, input, y, x, column);
            modelc_compressed_sparse(&parameters->filters, column, output);
        }
    }
}
