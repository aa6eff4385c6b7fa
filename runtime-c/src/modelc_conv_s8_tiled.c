#include "modelc.h"
#include "modelc_tiled.h"

/* Adds the products of two columns with four filters; sums: column 0, then column 1. */
static void modelc_conv_s8_tiled_tile(const uint8_t *weights, const uint8_t *columns, int32_t inputs, int32_t *sums)
{
    int32_t sum00 = sums[0];
    int32_t sum01 = sums[1];
    int32_t sum02 = sums[2];
    int32_t sum03 = sums[3];
    int32_t sum10 = sums[4];
    int32_t sum11 = sums[5];
    int32_t sum12 = sums[6];
    int32_t sum13 = sums[7];
    const uint8_t *const end = columns + 2 * inputs;
    while (columns < end) {
        const int32_t input0 = columns[0];
        const int32_t input1 = columns[1];
        int32_t weight = weights[0];
        sum00 += weight * input0;
        sum10 += weight * input1;
        weight = weights[1];
        sum01 += weight * input0;
        sum11 += weight * input1;
        weight = weights[2];
        sum02 += weight * input0;
        sum12 += weight * input1;
        weight = weights[3];
        sum03 += weight * input0;
        sum13 += weight * input1;
        columns += 2;
        weights += 4;
    }
    sums[0] = sum00;
    sums[1] = sum01;
    sums[2] = sum02;
    sums[3] = sum03;
    sums[4] = sum10;
    sums[5] = sum11;
    sums[6] = sum12;
    sums[7] = sum13;
}

/* All filters of two places. column_sums: of the widened inputs. */
static void modelc_conv_s8_tiled_places(const modelc_conv_s8_tiled_parameters *p, const uint8_t *columns, const int32_t *column_sums,
                                        int8_t *output0, int8_t *output1)
{
    const int32_t inputs = p->inputs;
    const int32_t filters = p->window.output_channels;
    for (int32_t first = 0; first < filters; first += 4) {
        const int32_t *const channels = p->channels + first * 2;
        const int32_t count = filters - first < 4 ? filters - first : 4;
        int32_t sums[8];
        for (int32_t i = 0; i < 4; ++i) {
            sums[i] = channels[i] - 128 * column_sums[0];
            sums[i + 4] = channels[i] - 128 * column_sums[1];
        }
        modelc_conv_s8_tiled_tile(p->weights + first * inputs, columns, inputs, sums);
        for (int32_t i = 0; i < count; ++i) {
            output0[first + i] = modelc_finish_s8(&p->output, modelc_requantise(sums[i], channels[4 + i]));
            output1[first + i] = modelc_finish_s8(&p->output, modelc_requantise(sums[i + 4], channels[4 + i]));
        }
    }
}

MODELC_API void modelc_conv_s8_tiled(const modelc_conv_s8_tiled_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t places = parameters->window.output_height * parameters->window.output_width;
    uint8_t *const columns = (uint8_t *)scratch;
    for (int32_t place = 0; place < places; place += 2) {
        const int32_t place1 = place + 1 < places ? place + 1 : place;
        int32_t sums[2];
        sums[0] = modelc_tiled_window(parameters, input, place, columns);
        sums[1] = modelc_tiled_window(parameters, input, place1, columns + 1);
        modelc_conv_s8_tiled_places(parameters, columns, sums, output + place * parameters->window.output_channels,
                                    output + place1 * parameters->window.output_channels);
    }
}
