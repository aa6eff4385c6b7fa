/* What depthwise convolutions for Arm's MVE share. Not for models. */
#ifndef MODELC_MVE_DEPTHWISE_H
#define MODELC_MVE_DEPTHWISE_H

#include "modelc_mve.h"

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)

/* Channels of a block, and the bytes of its pixels in scratch memory. */
#define MODELC_MVE_BLOCK 16

/* Adds the 16-bit products of channels 0, 2, ... in q2 and 1, 3, ... in q3 to the sums in q4 to q7; q0 is overwritten. */
#define MODELC_MVE_ADD_PRODUCTS \
    "vmovlb.s16 q0, q2\n"      \
    "vadd.i32 q4, q4, q0\n"    \
    "vmovlt.s16 q0, q2\n"      \
    "vadd.i32 q5, q5, q0\n"    \
    "vmovlb.s16 q0, q3\n"      \
    "vadd.i32 q6, q6, q0\n"    \
    "vmovlt.s16 q0, q3\n"      \
    "vadd.i32 q7, q7, q0\n"

/* Copies row y of a block between its paddings, which hold the zero point already. */
static inline void modelc_mve_load_row(const modelc_depthwise_conv_s8_mve_parameters *p, const int8_t *input, int32_t y, int32_t lanes, int8_t *row)
{
    const modelc_window *const w = &p->window;
    const mve_pred16_t used = vctp8q((uint32_t)lanes);
    const int8_t *pixel = input + y * w->input_width * w->input_channels;
    row += w->pad_left * MODELC_MVE_BLOCK;
    if (y < 0 || y >= w->input_height) {
        modelc_mve_fill(row, p->input_zero_point, w->input_width * MODELC_MVE_BLOCK);
        return;
    }
    for (int32_t x = 0; x < w->input_width; ++x, row += MODELC_MVE_BLOCK, pixel += w->input_channels) {
        vstrbq_s8(row, vldrbq_z_s8(pixel, used));
    }
}

#endif

#endif
