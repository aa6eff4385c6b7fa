#include "modelc.h"
#include "modelc_dsp.h"

#if defined(__ARM_FEATURE_DSP)

/* Four channels at one place. words: their constants; input, output: the first of them. */
static void modelc_depthwise_conv_s8_dsp_quad(const modelc_depthwise_conv_s8_dsp_parameters *p, const modelc_patch *patch,
                                              const int32_t *words, const int8_t *input, int8_t *output)
{
    const int32_t taps = p->window.kernel_height * p->window.kernel_width;
    const int32_t *const bias = words + taps;
    const int32_t *const multipliers = bias + 4;
    const uint32_t input_zero_points = ((uint32_t)p->input_zero_point & 0xffffu) * 0x10001u;
    const uint32_t zero_point_pair = modelc_dsp_zero_point_pair(&p->output);
    int32_t sum0 = bias[0];
    int32_t sum2 = bias[1];
    int32_t sum1 = bias[2];
    int32_t sum3 = bias[3];
    uint32_t even, odd;
    for (int32_t row = 0; row < patch->rows; ++row) {
        const int8_t *element = input + patch->first_input + row * patch->row_stride;
        const int32_t *weight = words + patch->first_tap + row * p->window.kernel_width;
        for (int32_t column = 0; column < patch->columns; ++column, element += patch->column_stride) {
            const uint32_t inputs = modelc_load_4xs8(element);
            const uint32_t weights = (uint32_t)*weight++;
            const uint32_t inputs02 = modelc_subtract_halves(modelc_sxtb16(inputs), input_zero_points);
            const uint32_t inputs13 = modelc_subtract_halves(modelc_sxtb16_ror8(inputs), input_zero_points);
            const uint32_t weights02 = modelc_sxtb16(weights);
            const uint32_t weights13 = modelc_sxtb16_ror8(weights);
            sum0 = modelc_smlabb(inputs02, weights02, sum0);
            sum2 = modelc_smlatt(inputs02, weights02, sum2);
            sum1 = modelc_smlabb(inputs13, weights13, sum1);
            sum3 = modelc_smlatt(inputs13, weights13, sum3);
        }
    }
    even = modelc_pack_bottoms((uint32_t)modelc_dsp_requantise(sum0, multipliers[0]), (uint32_t)modelc_dsp_requantise(sum2, multipliers[1]));
    odd = modelc_pack_bottoms((uint32_t)modelc_dsp_requantise(sum1, multipliers[2]), (uint32_t)modelc_dsp_requantise(sum3, multipliers[3]));
    modelc_store_4xs8(output, modelc_saturate_halves_u8(modelc_add_halves(even, zero_point_pair)),
                      modelc_saturate_halves_u8(modelc_add_halves(odd, zero_point_pair)));
}

MODELC_API void modelc_depthwise_conv_s8_dsp(const modelc_depthwise_conv_s8_dsp_parameters *parameters, const int8_t *input,
                                             int8_t *output)
{
    const modelc_window *const w = &parameters->window;
    const int32_t words = w->kernel_height * w->kernel_width + 8;
    for (int32_t y = 0; y < w->output_height; ++y) {
        for (int32_t x = 0; x < w->output_width; ++x) {
            const modelc_patch patch = modelc_patch_at(w, y, x);
            for (int32_t channel = 0; channel < w->input_channels; channel += 4) {
                modelc_depthwise_conv_s8_dsp_quad(parameters, &patch, parameters->quads + channel / 4 * words, input + channel,
                                                  output + channel);
            }
            output += w->output_channels;
        }
    }
    output -= w->output_height * w->output_width * w->output_channels;
    modelc_dsp_clamp(&parameters->output, output, w->output_height * w->output_width * w->output_channels);
}

#endif
