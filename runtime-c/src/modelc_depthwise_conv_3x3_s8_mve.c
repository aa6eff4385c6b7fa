#include "modelc.h"
#include "modelc_mve_depthwise.h"

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)

/* One row of results of a block; the offsets are known to the assembly. */
typedef struct {
    const int8_t *rows[3]; /* the first window's, top to bottom */
    const int8_t *middle;  /* the weights of the fifth tap: all lie within reach of an offset */
    const int32_t *channels;
    int8_t *output;
    int32_t output_step, pixel_step; /* bytes from one result to the next, from one window to the next */
    int32_t zero_point, pixels, min, max;
    int32_t lanes;
    int32_t clamps; /* whether the bounds are narrower than s8 */
} modelc_depthwise_conv_3x3_s8_mve_row;

#define MODELC_TAP(row, input, weight)             \
    "vldrb.u8 q0, [" row ", #" input "]\n"         \
    "vldrb.u8 q1, [r4, #" weight "]\n"

#define MODELC_FIRST_TAP(row, input, weight)       \
    MODELC_TAP(row, input, weight)                 \
    "vmullb.s8 q2, q0, q1\n"                       \
    "vmullt.s8 q3, q0, q1\n"

/* Adds to the products in 16 bits, which two taps fit. No register is left for the even products: the weights are loaded again. */
#define MODELC_SECOND_TAP(row, input, weight)      \
    MODELC_TAP(row, input, weight)                 \
    "vmullt.s8 q1, q0, q1\n"                       \
    "vadd.i16 q3, q3, q1\n"                        \
    "vldrb.u8 q1, [r4, #" weight "]\n"             \
    "vmullb.s8 q0, q0, q1\n"                       \
    "vadd.i16 q2, q2, q0\n"

#define MODELC_SCALE(sums, multipliers)            \
    "vldrw.u32 q0, [r5, #" multipliers "]\n"       \
    "vmulh.s32 " sums ", " sums ", q0\n"           \
    "vneg.s32 q0, q0\n"                            \
    "vrshl.s32 " sums ", " sums ", q0\n"

/* A pixel takes 125 instructions. The sums of channels 0 4 8 12, 2 6 10 14, 1 5 9 13, 3 7 11 15 are in q4 to q7. */
__attribute__((naked, noinline)) static void modelc_depthwise_conv_3x3_s8_mve_run(
    const modelc_depthwise_conv_3x3_s8_mve_row *row __attribute__((unused)))
{
    __asm volatile(
        "push {r4-r11, lr}\n"
        "vpush {d8-d15}\n"
        "ldm r0!, {r1-r12}\n"
        "ldrd lr, r0, [r0]\n"
        "vctp.8 lr\n"
        "dls lr, r10\n"
        "1:\n"
        "vldrw.u32 q4, [r5]\n"
        "vldrw.u32 q5, [r5, #16]\n"
        "vldrw.u32 q6, [r5, #32]\n"
        "vldrw.u32 q7, [r5, #48]\n"
        MODELC_FIRST_TAP("r1", "0", "-64")
        MODELC_SECOND_TAP("r1", "16", "-48")
        MODELC_MVE_ADD_PRODUCTS
        MODELC_FIRST_TAP("r1", "32", "-32")
        MODELC_SECOND_TAP("r2", "0", "-16")
        MODELC_MVE_ADD_PRODUCTS
        MODELC_FIRST_TAP("r2", "16", "0")
        MODELC_SECOND_TAP("r2", "32", "16")
        MODELC_MVE_ADD_PRODUCTS
        MODELC_FIRST_TAP("r3", "0", "32")
        MODELC_SECOND_TAP("r3", "16", "48")
        MODELC_MVE_ADD_PRODUCTS
        MODELC_FIRST_TAP("r3", "32", "64")
        MODELC_MVE_ADD_PRODUCTS
        "add r1, r1, r8\n"
        "add r2, r2, r8\n"
        "add r3, r3, r8\n"
        MODELC_SCALE("q4", "64") MODELC_SCALE("q5", "80") MODELC_SCALE("q6", "96") MODELC_SCALE("q7", "112")
        /* channels 0 2 4 ... in q4, 1 3 5 ... in q6, then all in q4 */
        "vqmovnb.s32 q4, q4\n"
        "vqmovnb.s32 q6, q6\n"
        "vqmovnt.s32 q4, q5\n"
        "vqmovnt.s32 q6, q7\n"
        "vqadd.s16 q4, q4, r9\n"
        "vqadd.s16 q6, q6, r9\n"
        "vqmovnb.s16 q4, q4\n"
        "vqmovnt.s16 q4, q6\n"
        "cbz r0, 2f\n"
        "vdup.8 q0, r11\n"
        "vdup.8 q1, r12\n"
        "vmax.s8 q4, q4, q0\n"
        "vmin.s8 q4, q4, q1\n"
        "2:\n"
        "vpst\n"
        "vstrbt.8 q4, [r6]\n"
        "add r6, r6, r7\n"
        "le lr, 1b\n"
        "vpop {d8-d15}\n"
        "pop {r4-r11, pc}\n");
}

/* What does not change from block to block. */
static modelc_depthwise_conv_3x3_s8_mve_row modelc_depthwise_conv_3x3_s8_mve_row_of(const modelc_depthwise_conv_s8_mve_parameters *p)
{
    const modelc_window *const w = &p->window;
    modelc_depthwise_conv_3x3_s8_mve_row row;
    row.rows[0] = row.rows[1] = row.rows[2] = row.middle = NULL;
    row.channels = NULL;
    row.output = NULL;
    row.output_step = w->output_channels;
    row.pixel_step = w->stride_width * MODELC_MVE_BLOCK;
    row.zero_point = p->output.zero_point;
    row.pixels = w->output_width;
    row.min = p->output.min;
    row.max = p->output.max;
    row.lanes = 0;
    row.clamps = row.min > -128 || row.max < 127;
    return row;
}

/* All rows of a block. input, output: its first channel; ring: rows of the input, row r in place r modulo 3. */
static void modelc_depthwise_conv_3x3_s8_mve_block(const modelc_depthwise_conv_s8_mve_parameters *p,
                                                   modelc_depthwise_conv_3x3_s8_mve_row *row, const int8_t *input, int8_t *ring,
                                                   int8_t *output)
{
    const modelc_window *const w = &p->window;
    const int32_t row_bytes = p->row_pixels * MODELC_MVE_BLOCK;
    int8_t *slots[3] = { ring, ring + row_bytes, ring + 2 * row_bytes };
    int32_t loaded = 0;
    row->output = output;
    for (int32_t y = 0; y < w->output_height; ++y) {
        /* the slots from the top row on; those that fall out of the window are filled anew */
        for (; loaded < y * w->stride_height + 3; ++loaded) {
            int8_t *const oldest = slots[0];
            modelc_mve_load_row(p, input, loaded - w->pad_top, row->lanes, oldest);
            slots[0] = slots[1];
            slots[1] = slots[2];
            slots[2] = oldest;
        }
        row->rows[0] = slots[0];
        row->rows[1] = slots[1];
        row->rows[2] = slots[2];
        modelc_depthwise_conv_3x3_s8_mve_run(row);
        row->output += w->output_width * w->output_channels;
    }
}

MODELC_API void modelc_depthwise_conv_3x3_s8_mve(const modelc_depthwise_conv_s8_mve_parameters *parameters, const int8_t *input,
                                                 int8_t *output, void *scratch)
{
    enum { TAPS = 9, MIDDLE = 4 };
    const modelc_window *const w = &parameters->window;
    modelc_depthwise_conv_3x3_s8_mve_row row = modelc_depthwise_conv_3x3_s8_mve_row_of(parameters);
    modelc_mve_fill((int8_t *)scratch, parameters->input_zero_point, 3 * parameters->row_pixels * MODELC_MVE_BLOCK);
    for (int32_t channel = 0; channel < w->input_channels; channel += MODELC_MVE_BLOCK) {
        const int32_t rest = w->input_channels - channel;
        row.lanes = rest < MODELC_MVE_BLOCK ? rest : MODELC_MVE_BLOCK;
        row.channels = parameters->channels + channel * 2;
        row.middle = parameters->weights + channel * TAPS + MIDDLE * MODELC_MVE_BLOCK;
        modelc_depthwise_conv_3x3_s8_mve_block(parameters, &row, input + channel, (int8_t *)scratch, output + channel);
    }
}

#endif
