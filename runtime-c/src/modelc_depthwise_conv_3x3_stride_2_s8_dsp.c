#include "modelc.h"
#include "modelc_dsp_depthwise.h"

#if defined(__ARM_FEATURE_DSP)

/* The products of one kernel column; a column of inputs holds five rows, the third of which both output rows use. */
#define MODELC_COLUMN(weight0, weight1, weight2, input0, input1, input2, input3, input4)                        \
    MODELC_DSP_WEIGHT(weight0) MODELC_DSP_INPUT(input0) MODELC_DSP_ROW0 MODELC_DSP_INPUT(input2) MODELC_DSP_ROW1 \
    MODELC_DSP_WEIGHT(weight2) MODELC_DSP_ROW0 MODELC_DSP_INPUT(input4) MODELC_DSP_ROW1                         \
    MODELC_DSP_WEIGHT(weight1) MODELC_DSP_INPUT(input1) MODELC_DSP_ROW0 MODELC_DSP_INPUT(input3) MODELC_DSP_ROW1

MODELC_DSP_DEPTHWISE_ROWS(modelc_rows_stride_2,
                          MODELC_COLUMN("0", "8", "16", "0", "8", "16", "24", "32")
                          MODELC_COLUMN("24", "32", "40", "40", "48", "56", "64", "72")
                          MODELC_COLUMN("48", "56", "64", "80", "88", "96", "104", "112"), "80")

MODELC_API void modelc_depthwise_conv_3x3_stride_2_s8_dsp(const modelc_depthwise_conv_s8_dsp_parameters *parameters, const int8_t *input,
                                                          int8_t *output, void *scratch)
{
    enum { ROWS = 5, PITCH = 10, SLOT = 2, QUAD_WORDS = 17 };
    const modelc_window *const w = &parameters->window;
    const int32_t columns = w->output_width * 2 + 1;
    uint32_t *const slots = (uint32_t *)scratch;
    modelc_dsp_pad(parameters, slots, columns, PITCH);
    for (int32_t channel = 0; channel < w->input_channels; channel += 4) {
        modelc_dsp_quad quad;
        modelc_dsp_load_quad(&quad, parameters->quads + channel / 4 * QUAD_WORDS);
        for (int32_t y = 0; y < w->output_height; y += 2) {
            const modelc_dsp_row_pair pair = modelc_dsp_row_pair_at(parameters, output + channel, y);
            for (int32_t row = 0; row < ROWS; ++row) {
                modelc_dsp_widen_row(parameters, input + channel, y * 2 + row - w->pad_top, columns, PITCH, slots + row * SLOT);
            }
            modelc_rows_stride_2(&quad, slots, &pair);
        }
    }
    modelc_dsp_clamp(&parameters->output, output, w->output_height * w->output_width * w->output_channels);
}

#endif
