#include "modelc.h"
#include "modelc_mve_depthwise.h"

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)

/* One row of results of a block; the offsets are known to the assembly. */
typedef struct {
    const int8_t *inputs;  /* the first window in the ring of rows */
    const int8_t *weights; /* of the ring's first row */
    int32_t rows;          /* of a window */
    int32_t pairs;         /* of taps in a row */
    int32_t single;        /* taps after them, 0 or 1 */
    int32_t row_gap;       /* bytes from a row's last tap to the next row's first */
    const int32_t *channels;
    int8_t *output;
    int32_t output_step, pixels, pixel_gap; /* pixel_gap: bytes from the end of a window to the next one */
    int32_t zero_point, min, max, lanes;
} modelc_depthwise_row;

/* Requantises the sums of four channels and adds the zero point in r12; the multipliers are at r6. */
#define MODELC_SCALE(sums)                   \
    "vldrw.u32 q0, [r6], #16\n"              \
    "vmulh.s32 " sums ", " sums ", q0\n"     \
    "vneg.s32 q0, q0\n"                      \
    "vrshl.s32 " sums ", " sums ", q0\n"     \
    "vadd.i32 " sums ", " sums ", r12\n"

/* Two taps fit 16 bits, so pairs are added before they are widened; the sums in q7 step aside meanwhile. */
__attribute__((naked, noinline)) static void modelc_depthwise_row_run(const modelc_depthwise_row *row __attribute__((unused)))
{
    __asm volatile(
        "push {r4-r11, lr}\n"
        "vpush {d8-d15}\n"
        "sub sp, sp, #20\n"
        "ldm r0!, {r1-r8}\n"   /* inputs, weights, rows, pairs, single, row gap, channels, output */
        "ldr r9, [r0, #4]\n"   /* pixels */
        "1:\n"
        "mov r10, r2\n"
        "mov r11, r3\n"
        "mov r12, r7\n"
        "vldrw.u32 q4, [r12], #16\n"
        "vldrw.u32 q5, [r12], #16\n"
        "vldrw.u32 q6, [r12], #16\n"
        "vldrw.u32 q7, [r12], #16\n"
        "2:\n"
        "wls lr, r4, 4f\n"
        "3:\n"
        "vldrw.u32 q0, [r1], #16\n"
        "vldrw.u32 q1, [r10], #16\n"
        "vmullb.s8 q2, q0, q1\n"
        "vmullt.s8 q3, q0, q1\n"
        "vldrw.u32 q0, [r1], #16\n"
        "vldrw.u32 q1, [r10], #16\n"
        "vstrw.32 q7, [sp]\n"
        "vmullb.s8 q7, q0, q1\n"
        "vadd.i16 q2, q2, q7\n"
        "vmullt.s8 q7, q0, q1\n"
        "vadd.i16 q3, q3, q7\n"
        "vldrw.u32 q7, [sp]\n"
        MODELC_MVE_ADD_PRODUCTS
        "le lr, 3b\n"
        "4:\n"
        "cbz r5, 5f\n"
        "vldrw.u32 q0, [r1], #16\n"
        "vldrw.u32 q1, [r10], #16\n"
        "vmullb.s8 q2, q0, q1\n"
        "vmullt.s8 q3, q0, q1\n"
        MODELC_MVE_ADD_PRODUCTS
        "5:\n"
        "add r1, r1, r6\n"
        "subs r11, r11, #1\n"
        "bne 2b\n"
        "str r6, [sp, #16]\n"
        "mov r6, r12\n"
        "ldr r12, [r0, #12]\n"
        MODELC_SCALE("q4") MODELC_SCALE("q5") MODELC_SCALE("q6") MODELC_SCALE("q7")
        "ldrd r11, r12, [r0, #16]\n"
        "ldr r6, [sp, #16]\n"
        /* channels 0 2 4 ... in q4, 1 3 5 ... in q6, then all in q4 */
        "vqmovnb.s32 q4, q4\n"
        "vqmovnt.s32 q4, q5\n"
        "vqmovnb.s32 q6, q6\n"
        "vqmovnt.s32 q6, q7\n"
        "vqmovnb.s16 q4, q4\n"
        "vqmovnt.s16 q4, q6\n"
        "vdup.8 q0, r11\n"
        "vdup.8 q1, r12\n"
        "vmax.s8 q4, q4, q0\n"
        "ldrd r11, r12, [r0]\n"
        "vmin.s8 q4, q4, q1\n"
        "ldr r12, [r0, #24]\n"
        "vctp.8 r12\n"
        "vpst\n"
        "vstrbt.8 q4, [r8]\n"
        "ldr r12, [r0, #8]\n"
        "add r8, r8, r11\n"
        "add r1, r1, r12\n"
        "subs r9, r9, #1\n"
        "bne 1b\n"
        "add sp, sp, #20\n"
        "vpop {d8-d15}\n"
        "pop {r4-r11, pc}\n");
}

/* What does not change from block to block. */
static modelc_depthwise_row modelc_depthwise_row_of(const modelc_depthwise_conv_s8_mve_parameters *p)
{
    const modelc_window *const w = &p->window;
    modelc_depthwise_row row;
    row.rows = w->kernel_height;
    row.pairs = w->kernel_width / 2;
    row.single = w->kernel_width % 2;
    row.row_gap = (p->row_pixels - w->kernel_width) * MODELC_MVE_BLOCK;
    row.output_step = w->output_channels;
    row.pixels = w->output_width;
    row.pixel_gap = (w->stride_width - w->kernel_height * p->row_pixels) * MODELC_MVE_BLOCK;
    row.zero_point = p->output.zero_point;
    row.min = p->output.min;
    row.max = p->output.max;
    return row;
}

/* All rows of a block. input, output: its first channel; ring: rows of the input, row r in place r modulo the kernel's height. */
static void modelc_depthwise_block(const modelc_depthwise_conv_s8_mve_parameters *p, modelc_depthwise_row *row, const int8_t *input,
                                   const int8_t *weights, int8_t *ring, int8_t *output)
{
    const modelc_window *const w = &p->window;
    const int32_t row_bytes = p->row_pixels * MODELC_MVE_BLOCK;
    int32_t loaded = 0;
    for (int32_t y = 0; y < w->output_height; ++y) {
        const int32_t first = y * w->stride_height;
        const int32_t place = first % w->kernel_height;
        for (; loaded < first + w->kernel_height; ++loaded) {
            modelc_mve_load_row(p, input, loaded - w->pad_top, row->lanes, ring + loaded % w->kernel_height * row_bytes);
        }
        row->inputs = ring;
        row->weights = weights + (w->kernel_height - place) % w->kernel_height * w->kernel_width * MODELC_MVE_BLOCK;
        row->output = output + y * w->output_width * w->output_channels;
        modelc_depthwise_row_run(row);
    }
}

MODELC_API void modelc_depthwise_conv_s8_mve(const modelc_depthwise_conv_s8_mve_parameters *parameters, const int8_t *input,
                                             int8_t *output, void *scratch)
{
    const modelc_window *const w = &parameters->window;
    const int32_t weight_bytes = w->kernel_height * w->kernel_width * MODELC_MVE_BLOCK;
    int8_t *const weights = (int8_t *)scratch; /* twice, so that they can start at any kernel row */
    int8_t *const ring = weights + 2 * weight_bytes;
    modelc_depthwise_row row = modelc_depthwise_row_of(parameters);
    modelc_mve_fill(ring, parameters->input_zero_point, w->kernel_height * parameters->row_pixels * MODELC_MVE_BLOCK);
    for (int32_t channel = 0; channel < w->input_channels; channel += MODELC_MVE_BLOCK) {
        const int32_t rest = w->input_channels - channel;
        row.lanes = rest < MODELC_MVE_BLOCK ? rest : MODELC_MVE_BLOCK;
        row.channels = parameters->channels + channel * 2;
        modelc_mve_copy(weights, parameters->weights + channel / MODELC_MVE_BLOCK * weight_bytes, weight_bytes);
        modelc_mve_copy(weights + weight_bytes, weights, weight_bytes);
        modelc_depthwise_block(parameters, &row, input + channel, weights, ring, output + channel);
    }
}

#endif
