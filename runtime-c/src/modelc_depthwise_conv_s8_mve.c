#include "modelc.h"
#include "modelc_mve.h"

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)

/* Gathers one channel into the inside of its plane. pixels: byte offsets of 8 pixels. */
static void modelc_depthwise_conv_s8_mve_plane(const modelc_depthwise_conv_s8_mve_parameters *p, const int8_t *input, uint16x8_t pixels,
                                               int8_t *plane)
{
    const modelc_window *const w = &p->window;
    int8_t *row = plane + w->pad_top * p->plane_width + w->pad_left;
    for (int32_t y = 0; y < w->input_height; ++y, row += p->plane_width) {
        for (int32_t x = 0; x < w->input_width; x += 8, input += 8 * w->input_channels) {
            const mve_pred16_t inside = vctp16q((uint32_t)(w->input_width - x));
            vstrbq_p_s16(row + x, vldrbq_gather_offset_z_s16(input, pixels, inside), inside);
        }
        input -= ((w->input_width + 7) / 8 * 8 - w->input_width) * w->input_channels;
    }
}

/* One channel: its weights, the offsets of the taps in a plane, start value and scaling. */
typedef struct {
    int8x16_t weights;
    uint8x16_t taps;
    mve_pred16_t used;
    int32_t start;
    int32x4_t multiplier, negated;
} modelc_depthwise_conv_s8_mve_channel;

static inline int32_t modelc_depthwise_conv_s8_mve_sum(const modelc_depthwise_conv_s8_mve_channel *c, const int8_t *window)
{
    return vmladavaq_s8(c->start, vldrbq_gather_offset_z_s8(window, c->taps, c->used), c->weights);
}

/* One row of results of a channel. results: byte offsets of 4 pixels. */
static void modelc_depthwise_conv_s8_mve_row(const modelc_depthwise_conv_s8_mve_parameters *p,
                                             const modelc_depthwise_conv_s8_mve_channel *c, const int8_t *window, uint32x4_t results,
                                             int8_t *output)
{
    const int32_t stride = p->window.stride_width;
    int32_t rest = p->window.output_width;
    for (; rest > 0; rest -= 4, window += 4 * stride, output += 4 * p->window.output_channels) {
        int32x4_t sums = vdupq_n_s32(modelc_depthwise_conv_s8_mve_sum(c, window));
        if (rest > 1) {
            sums = vsetq_lane_s32(modelc_depthwise_conv_s8_mve_sum(c, window + stride), sums, 1);
        }
        if (rest > 2) {
            sums = vsetq_lane_s32(modelc_depthwise_conv_s8_mve_sum(c, window + 2 * stride), sums, 2);
        }
        if (rest > 3) {
            sums = vsetq_lane_s32(modelc_depthwise_conv_s8_mve_sum(c, window + 3 * stride), sums, 3);
        }
        vstrbq_scatter_offset_p_s32(output, results, modelc_mve_requantise(&p->output, sums, c->multiplier, c->negated),
                                    vctp32q((uint32_t)rest));
    }
}

/* The offset of every tap in a plane; 0 beyond the last. */
static uint8x16_t modelc_depthwise_conv_s8_mve_taps(const modelc_depthwise_conv_s8_mve_parameters *p)
{
    const modelc_window *const w = &p->window;
    uint8_t offsets[16] = { 0 };
    for (int32_t ky = 0; ky < w->kernel_height; ++ky) {
        for (int32_t kx = 0; kx < w->kernel_width; ++kx) {
            offsets[ky * w->kernel_width + kx] = (uint8_t)(ky * w->dilation_height * p->plane_width + kx * w->dilation_width);
        }
    }
    return vld1q_u8(offsets);
}

MODELC_API void modelc_depthwise_conv_s8_mve(const modelc_depthwise_conv_s8_mve_parameters *parameters, const int8_t *input,
                                             int8_t *output, void *scratch)
{
    const modelc_window *const w = &parameters->window;
    const int32_t taps = w->kernel_height * w->kernel_width;
    const uint16x8_t pixels = vmulq_n_u16(vidupq_n_u16(0, 1), (uint16_t)w->input_channels);
    const uint32x4_t results = vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)w->output_channels);
    int8_t *const plane = (int8_t *)scratch;
    modelc_depthwise_conv_s8_mve_channel c;
    c.taps = modelc_depthwise_conv_s8_mve_taps(parameters);
    c.used = vctp8q((uint32_t)taps);
    memset(plane, parameters->input_zero_point, (size_t)(parameters->plane_width * parameters->plane_height));
    for (int32_t channel = 0; channel < w->input_channels; ++channel) {
        const int8_t *window = plane;
        int8_t *result = output + channel;
        c.weights = vldrbq_z_s8(parameters->weights + channel * taps, c.used);
        c.start = parameters->channels[channel * 2];
        c.multiplier = vdupq_n_s32(parameters->channels[channel * 2 + 1]);
        c.negated = vnegq_s32(c.multiplier);
        modelc_depthwise_conv_s8_mve_plane(parameters, input + channel, pixels, plane);
        for (int32_t y = 0; y < w->output_height; ++y) {
            modelc_depthwise_conv_s8_mve_row(parameters, &c, window, results, result);
            window += w->stride_height * parameters->plane_width;
            result += w->output_width * w->output_channels;
        }
    }
}

#endif
