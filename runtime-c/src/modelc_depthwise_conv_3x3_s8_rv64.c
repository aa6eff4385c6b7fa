#include "modelc.h"
#include "modelc_rv64.h"
#include "modelc_rv64_depthwise.h"

/* A column with one more row: the lowest of its three bytes leaves, the new byte plus 128 becomes the highest. */
static inline uint64_t modelc_depthwise_3x3_rv64_next(uint64_t column, int8_t input)
{
    return column >> 21 | (uint64_t)(input + 128) << 42;
}

/* One more row of count inputs. */
static void modelc_depthwise_3x3_rv64_advance(uint64_t *columns, const int8_t *input, int32_t count, int32_t step)
{
    for (uint64_t *const end = columns + count; columns < end; ++columns, input += step) {
        *columns = modelc_depthwise_3x3_rv64_next(*columns, *input);
    }
}

/* count results. */
static void modelc_depthwise_3x3_rv64_row(const modelc_rv64_channel *c, const uint64_t *columns, int32_t stride,
                                          int8_t *output, int32_t count, int32_t step)
{
    const modelc_rv64_channel channel = *c;
    for (const uint64_t *const end = columns + count * stride; columns < end; columns += stride, output += step) {
        const uint64_t sum = channel.weights[0] * columns[0] + channel.weights[1] * columns[1] + channel.weights[2] * columns[2];
        *output = modelc_rv64_channel_finish(&channel, sum);
    }
}

/* Both for stride 1: the third column of each window is new. */
static void modelc_depthwise_3x3_rv64_advancing_row(const modelc_rv64_channel *c, uint64_t *columns, const int8_t *input,
                                                    int8_t *output, int32_t count, int32_t step)
{
    const modelc_rv64_channel channel = *c;
    uint64_t sum0 = channel.weights[0] * columns[1];
    uint64_t sum1 = channel.weights[0] * columns[0] + channel.weights[1] * columns[1];
    columns += 2;
    for (uint64_t *const end = columns + count; columns < end; ++columns, input += step, output += step) {
        const uint64_t column = modelc_depthwise_3x3_rv64_next(*columns, *input);
        *columns = column;
        *output = modelc_rv64_channel_finish(&channel, sum1 + channel.weights[2] * column);
        sum1 = sum0 + channel.weights[1] * column;
        sum0 = channel.weights[0] * column;
    }
}

/* One channel. */
static void modelc_depthwise_3x3_rv64_plane(const modelc_depthwise_conv_s8_rv64_parameters *p,
                                            const modelc_rv64_channel *channel, const int8_t *input, int8_t *output,
                                            uint64_t *columns)
{
    const modelc_window w = p->window;
    const int8_t padding = (int8_t)p->input_zero_point;
    const int64_t padded = p->input_zero_point + 128;
    uint64_t *const inside = columns + w.pad_left;
    const int32_t fused = w.stride_height == 1 && w.stride_width == 1 && w.pad_left <= 1 && w.input_width >= 2 && w.pad_top <= 1;
    int32_t rest = 0;
    int32_t y = 0;
    for (int32_t x = 0; x < p->columns; ++x) {
        columns[x] = modelc_rv64_triple(padded, padded, padded);
    }
    for (int32_t row = 0, end = 3 - w.pad_top; row < w.output_height; ++row, end += w.stride_height) {
        for (; y < end; ++y, input += w.input_width * w.input_channels) {
            if (y >= w.input_height) {
                modelc_depthwise_3x3_rv64_advance(inside, &padding, w.input_width, 0);
            } else if (!fused || y + 1 < end) {
                modelc_depthwise_3x3_rv64_advance(inside, input, w.input_width, w.input_channels);
            } else {
                const int32_t before = 2 - w.pad_left;
                rest = w.input_width - before;
                modelc_depthwise_3x3_rv64_advance(inside, input, before, w.input_channels);
                modelc_depthwise_3x3_rv64_advancing_row(channel, columns, input + before * w.input_channels, output, rest, w.input_channels);
            }
        }
        modelc_depthwise_3x3_rv64_row(channel, columns + rest, w.stride_width, output + rest * w.output_channels, w.output_width - rest,
                                      w.output_channels);
        output += w.output_width * w.output_channels;
        rest = 0;
    }
}

MODELC_API void modelc_depthwise_conv_3x3_s8_rv64(const modelc_depthwise_conv_s8_rv64_parameters *parameters, const int8_t *input,
                                                  int8_t *output, void *scratch)
{
    for (int32_t index = 0; index < parameters->window.input_channels; ++index) {
        const modelc_rv64_channel channel = modelc_rv64_channel_of(parameters, index);
        modelc_depthwise_3x3_rv64_plane(parameters, &channel, input + index, output + index, (uint64_t *)scratch);
    }
}
