#include "modelc.h"
#include "modelc_dsp_depthwise.h"

#if defined(__ARM_FEATURE_DSP)

/*
 * The products of one kernel column; a column of inputs has four slots for rows. Rows 0, 1 and 2 of the window of output row 0 are rows
 * first, first + 1 and first + 2, and those of output row 1 one more; slots 2 and 3 are refilled, then 0 and 1, in turn.
 */
#define MODELC_COLUMN(weight0, weight1, weight2, input0, input1, input2, input3)                          \
    MODELC_DSP_WEIGHT(weight0) MODELC_DSP_INPUT(input0) MODELC_DSP_ROW0 MODELC_DSP_INPUT(input1) MODELC_DSP_ROW1 \
    MODELC_DSP_WEIGHT(weight1) MODELC_DSP_ROW0 MODELC_DSP_INPUT(input2) MODELC_DSP_ROW1                   \
    MODELC_DSP_WEIGHT(weight2) MODELC_DSP_ROW0 MODELC_DSP_INPUT(input3) MODELC_DSP_ROW1

MODELC_DSP_DEPTHWISE_ROWS(modelc_rows_from_slot_0,
                          MODELC_COLUMN("0", "8", "16", "0", "8", "16", "24")
                          MODELC_COLUMN("24", "32", "40", "32", "40", "48", "56")
                          MODELC_COLUMN("48", "56", "64", "64", "72", "80", "88"), "32")

MODELC_DSP_DEPTHWISE_ROWS(modelc_rows_from_slot_2,
                          MODELC_COLUMN("0", "8", "16", "16", "24", "0", "8")
                          MODELC_COLUMN("24", "32", "40", "48", "56", "32", "40")
                          MODELC_COLUMN("48", "56", "64", "80", "88", "64", "72"), "32")

MODELC_API void modelc_depthwise_conv_3x3_s8_dsp(const modelc_depthwise_conv_s8_dsp_parameters *parameters, const int8_t *input,
                                                 int8_t *output, void *scratch)
{
    enum { PITCH = 8, SLOT = 2, QUAD_WORDS = 17 };
    const modelc_window *const w = &parameters->window;
    const int32_t columns = w->output_width + 2;
    uint32_t *const slots = (uint32_t *)scratch;
    modelc_dsp_pad(parameters, slots, columns, PITCH);
    for (int32_t channel = 0; channel < w->input_channels; channel += 4) {
        modelc_dsp_quad quad;
        const int8_t *const source = input + channel;
        int32_t next = 2; /* the slot for the next row: 2 or 0 */
        modelc_dsp_load_quad(&quad, parameters->quads + channel / 4 * QUAD_WORDS);
        modelc_dsp_widen_row(parameters, source, -w->pad_top, columns, PITCH, slots);
        modelc_dsp_widen_row(parameters, source, 1 - w->pad_top, columns, PITCH, slots + SLOT);
        for (int32_t y = 0; y < w->output_height; y += 2) {
            const modelc_dsp_row_pair pair = modelc_dsp_row_pair_at(parameters, output + channel, y);
            modelc_dsp_widen_row(parameters, source, y + 2 - w->pad_top, columns, PITCH, slots + next * SLOT);
            modelc_dsp_widen_row(parameters, source, y + 3 - w->pad_top, columns, PITCH, slots + (next + 1) * SLOT);
            if (next == 2) {
                modelc_rows_from_slot_0(&quad, slots, &pair);
            } else {
                modelc_rows_from_slot_2(&quad, slots, &pair);
            }
            next = 2 - next;
        }
    }
    modelc_dsp_clamp(&parameters->output, output, w->output_height * w->output_width * w->output_channels);
}

#endif
