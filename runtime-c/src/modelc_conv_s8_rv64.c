#include "modelc.h"
#include "modelc_rv64.h"
#include "modelc_rv64_filters.h"

/* The window at one output place, where it leaves the input padding. */
static void modelc_conv_s8_rv64_window(const modelc_conv_s8_rv64_parameters *p, const int8_t *input, int32_t place,
                                       modelc_rv64_column *column)
{
    const modelc_window *const w = &p->window;
    const int32_t row = place / w->output_width;
    const int32_t left = (place - row * w->output_width) * w->stride_width - w->pad_left;
    const int32_t channels = w->input_channels;
    const int32_t columns_inside = w->dilation_width == 1 && left >= 0 && left + w->kernel_width <= w->input_width;
    int32_t y = row * w->stride_height - w->pad_top;
    for (int32_t ky = 0; ky < w->kernel_height; ++ky, y += w->dilation_height) {
        const int8_t *const source = input + y * w->input_width * channels;
        if (y < 0 || y >= w->input_height) {
            modelc_rv64_pad(column, p->input_zero_point, w->kernel_width * channels);
        } else if (columns_inside) {
            modelc_rv64_append(column, source + left * channels, w->kernel_width * channels);
        } else {
            for (int32_t kx = 0, x = left; kx < w->kernel_width; ++kx, x += w->dilation_width) {
                if (x >= 0 && x < w->input_width) {
                    modelc_rv64_append(column, source + x * channels, channels);
                } else {
                    modelc_rv64_pad(column, p->input_zero_point, channels);
                }
            }
        }
    }
}

/* What the filters read at one output place goes to every second of words; the start values of its blocks. */
__attribute__((noinline)) static void modelc_conv_s8_rv64_column(const modelc_conv_s8_rv64_parameters *p, const int8_t *input, int32_t place,
                                                                 uint64_t *words, uint64_t *starts)
{
    modelc_rv64_column column;
    modelc_rv64_open(&column, words, starts, p->filters.block);
    if (p->in_input != 0) {
        modelc_rv64_append(&column, input + place * p->window.input_channels, p->window.input_channels);
    } else {
        modelc_conv_s8_rv64_window(p, input, place, &column);
    }
    modelc_rv64_close(&column);
}

/* A function of its own has the registers. */
__attribute__((noinline)) static void modelc_conv_s8_rv64_tile(const modelc_conv_s8_rv64_parameters *p, int32_t begin,
                                                               const uint64_t *columns, const uint64_t *starts, int8_t *output0,
                                                               int8_t *output1)
{
    modelc_rv64_tile(&p->filters, begin, columns, 1, 2, starts, starts + p->blocks, output0, output1);
}

MODELC_API void modelc_conv_s8_rv64(const modelc_conv_s8_rv64_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t places = parameters->window.output_height * parameters->window.output_width;
    const int32_t filters = parameters->filters.filters;
    uint64_t *const columns = (uint64_t *)scratch;
    uint64_t *const starts = columns + 2 * parameters->filters.triples;
    for (int32_t place = 0; place < places; place += 2) {
        const int32_t place1 = place + 1 < places ? place + 1 : place;
        modelc_conv_s8_rv64_column(parameters, input, place, columns, starts);
        modelc_conv_s8_rv64_column(parameters, input, place1, columns + 1, starts + parameters->blocks);
        for (int32_t begin = 0; begin < filters; begin += 8) {
            modelc_conv_s8_rv64_tile(parameters, begin, columns, starts, output + place * filters, output + place1 * filters);
        }
    }
}
