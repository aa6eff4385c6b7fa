#include "modelc.h"
#include "modelc_rv64.h"
#include "modelc_rv64_depthwise.h"

/* Three rows of inputs, each with its step from column to column: 0 where the row is padding. */
typedef struct {
    const int8_t *row0, *row1, *row2;
    int32_t step0, step1, step2;
} modelc_depthwise_3x3_stride_2_rv64_rows;

/* The next column as it is. */
static inline uint64_t modelc_depthwise_3x3_stride_2_rv64_read(modelc_depthwise_3x3_stride_2_rv64_rows *rows)
{
    const uint64_t column = modelc_rv64_triple(*rows->row0, *rows->row1, *rows->row2);
    rows->row0 += rows->step0;
    rows->row1 += rows->step1;
    rows->row2 += rows->step2;
    return column;
}

/* A row of results: a window shares one column with the one before it. */
static void modelc_depthwise_3x3_stride_2_rv64_row(const modelc_depthwise_conv_s8_rv64_parameters *p,
                                                   const modelc_rv64_channel *c, modelc_depthwise_3x3_stride_2_rv64_rows rows,
                                                   int8_t *output)
{
    const modelc_rv64_channel channel = *c;
    const modelc_window *const w = &p->window;
    const int32_t step = w->output_channels;
    const int32_t most = (w->input_width - 1 + w->pad_left) / 2;
    const int32_t inside = w->output_width < most ? w->output_width : most;
    const uint64_t padding = modelc_rv64_triple(p->input_zero_point, p->input_zero_point, p->input_zero_point);
    /* Weights are for inputs plus 128. */
    const uint64_t start = modelc_rv64_triple(128, 128, 128) * (channel.weights[0] + channel.weights[1] + channel.weights[2]);
    int32_t rest = w->input_width + w->pad_left - 1 - 2 * inside;
    uint64_t left = w->pad_left != 0 ? padding : modelc_depthwise_3x3_stride_2_rv64_read(&rows);
    for (int32_t x = 0; x < inside; ++x, output += step) {
        const uint64_t middle = modelc_depthwise_3x3_stride_2_rv64_read(&rows);
        const uint64_t right = modelc_depthwise_3x3_stride_2_rv64_read(&rows);
        const uint64_t sum = channel.weights[0] * left + channel.weights[1] * middle + channel.weights[2] * right;
        *output = modelc_rv64_channel_finish(&channel, start + sum);
        left = right;
    }
    for (int32_t x = inside; x < w->output_width; ++x, --rest, output += step) {
        const uint64_t middle = rest > 0 ? modelc_depthwise_3x3_stride_2_rv64_read(&rows) : padding;
        const uint64_t sum = channel.weights[0] * left + channel.weights[1] * middle + channel.weights[2] * padding;
        *output = modelc_rv64_channel_finish(&channel, start + sum);
        left = padding;
    }
}

/* One channel. */
static void modelc_depthwise_3x3_stride_2_rv64_plane(const modelc_depthwise_conv_s8_rv64_parameters *p,
                                                     const modelc_rv64_channel *channel, const int8_t *input, int8_t *output)
{
    const modelc_window *const w = &p->window;
    const int8_t padding = (int8_t)p->input_zero_point;
    const int32_t row_bytes = w->input_width * w->input_channels;
    for (int32_t row = 0; row < w->output_height; ++row, output += w->output_width * w->output_channels) {
        const int32_t y = row * w->stride_height - w->pad_top;
        const int32_t inside0 = y >= 0 && y < w->input_height;
        const int32_t inside1 = y + 1 < w->input_height;
        const int32_t inside2 = y + 2 < w->input_height;
        modelc_depthwise_3x3_stride_2_rv64_rows rows;
        rows.row0 = inside0 ? input + y * row_bytes : &padding;
        rows.row1 = inside1 ? input + (y + 1) * row_bytes : &padding;
        rows.row2 = inside2 ? input + (y + 2) * row_bytes : &padding;
        rows.step0 = inside0 ? w->input_channels : 0;
        rows.step1 = inside1 ? w->input_channels : 0;
        rows.step2 = inside2 ? w->input_channels : 0;
        modelc_depthwise_3x3_stride_2_rv64_row(p, channel, rows, output);
    }
}

MODELC_API void modelc_depthwise_conv_3x3_stride_2_s8_rv64(const modelc_depthwise_conv_s8_rv64_parameters *parameters, const int8_t *input,
                                                           int8_t *output)
{
    for (int32_t index = 0; index < parameters->window.input_channels; ++index) {
        const modelc_rv64_channel channel = modelc_rv64_channel_of(parameters, index);
        modelc_depthwise_3x3_stride_2_rv64_plane(parameters, &channel, input + index, output + index);
    }
}
