#include "modelc.h"
#include "modelc_dsp.h"

#if defined(__ARM_FEATURE_DSP)

/* Sums of four channels over at most 255 pixels fit 16 bits. */
#define MODELC_REDUCE_SUM_PIXELS_AT_ONCE 255

/* Adds four channels of count pixels to sums of channels 0, 2, 1, 3; stride in bytes. */
static void modelc_reduce_sum_pixels_s8_dsp_add(int32_t *sums, const int8_t *input, int32_t count, int32_t stride)
{
    uint32_t even = 0;
    uint32_t odd = 0;
    for (; count > 0; --count, input += stride) {
        const uint32_t four = modelc_load_4xs8(input);
        even = modelc_add_halves(even, modelc_sxtb16(four));
        odd = modelc_add_halves(odd, modelc_sxtb16_ror8(four));
    }
    sums[0] += (int16_t)(even & 0xffffu);
    sums[1] += (int16_t)(even >> 16);
    sums[2] += (int16_t)(odd & 0xffffu);
    sums[3] += (int16_t)(odd >> 16);
}

MODELC_API void modelc_reduce_sum_pixels_s8_dsp(const modelc_reduce_sum_s8_parameters *p, const int8_t *input, int8_t *output)
{
    const int32_t channels = p->reduction.kept[2];
    const int32_t centre = p->count * p->input_zero_point;
    for (int32_t channel = 0; channel < channels; channel += 4) {
        int32_t sums[4] = { -centre, -centre, -centre, -centre };
        for (int32_t pixel = 0; pixel < p->count; pixel += MODELC_REDUCE_SUM_PIXELS_AT_ONCE) {
            const int32_t rest = p->count - pixel;
            modelc_reduce_sum_pixels_s8_dsp_add(sums, input + pixel * channels + channel,
                                                rest < MODELC_REDUCE_SUM_PIXELS_AT_ONCE ? rest : MODELC_REDUCE_SUM_PIXELS_AT_ONCE,
                                                channels);
        }
        output[channel] = modelc_finish_s8(&p->output, modelc_requantise(sums[0], p->multiplier));
        output[channel + 1] = modelc_finish_s8(&p->output, modelc_requantise(sums[2], p->multiplier));
        output[channel + 2] = modelc_finish_s8(&p->output, modelc_requantise(sums[1], p->multiplier));
        output[channel + 3] = modelc_finish_s8(&p->output, modelc_requantise(sums[3], p->multiplier));
    }
}

#endif
