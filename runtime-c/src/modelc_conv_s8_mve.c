#include "modelc.h"
#include "modelc_mve.h"

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)

/* What modelc_conv_s8_mve_tiles reads; the offsets are known to its assembly. */
typedef struct {
    const int8_t *weights;
    const int8_t *column0;
    const int8_t *column1;
    const int32_t *channels;
    int8_t *output0;
    int8_t *output1;
    int32_t groups;
    int32_t steps; /* whole 16 inputs */
    int32_t tail;  /* inputs after them */
    int32_t zero_point, min, max;
} modelc_conv_s8_mve_arguments;

/* 16 inputs of two columns by four channels: 14 instructions for 128 products. */
#define MODELC_STEP                       \
    "vldrb.u8 q0, [r3], #16\n"            \
    "vldrb.u8 q2, [r1], #16\n"            \
    "vmladava.s8 r0, q0, q2\n"            \
    "vldrb.u8 q1, [r5], #16\n"            \
    "vmladava.s8 r8, q1, q2\n"            \
    "vldrb.u8 q3, [r1], #16\n"            \
    "vmladava.s8 r2, q0, q3\n"            \
    "vldrb.u8 q2, [r1], #16\n"            \
    "vmladava.s8 r10, q1, q3\n"           \
    "vmladava.s8 r4, q0, q2\n"            \
    "vldrb.u8 q3, [r1], #16\n"            \
    "vmladava.s8 r12, q1, q2\n"           \
    "vmladava.s8 r6, q0, q3\n"            \
    "vmladava.s8 r14, q1, q3\n"

/*
 * Two columns by four output channels at a time, for all groups of four channels. Two steps are unrolled. The accumulators of column 0 are
 * in r0, r2, r4, r6, those of column 1 in r8, r10, r12, r14.
 */
__attribute__((naked, noinline)) static void modelc_conv_s8_mve_tiles(
    const modelc_conv_s8_mve_arguments *arguments __attribute__((unused)))
{
    __asm volatile(
        "push {r4-r11, lr}\n"
        "vpush {d8-d15}\n"
        "sub sp, sp, #36\n"
        "ldm r0, {r1-r12}\n"
        /* sp: 0 column0, 4 column1, 8 output0, 12 output1, 16 groups, 20 steps, 24 tail, 28 channels */
        "strd r2, r3, [sp, #0]\n"
        "strd r5, r6, [sp, #8]\n"
        "strd r7, r8, [sp, #16]\n"
        "strd r9, r4, [sp, #24]\n"
        "vdup.32 q5, r10\n"
        "vdup.32 q6, r11\n"
        "vdup.32 q7, r12\n"
        "1:\n"
        "ldr r9, [sp, #28]\n"
        "ldrd r3, r5, [sp, #0]\n"
        "ldrd r7, r11, [sp, #20]\n"
        "ldrd r0, r2, [r9], #8\n"
        "ldrd r4, r6, [r9], #8\n"
        "mov r8, r0\n"
        "mov r10, r2\n"
        "mov r12, r4\n"
        "mov r14, r6\n"
        "cmp r7, #0\n"
        "beq 4f\n"
        "adds r7, r7, #1\n"
        "lsrs r7, r7, #1\n"
        "bcc 3f\n"
        "2:\n"
        MODELC_STEP
        "3:\n"
        MODELC_STEP
        "subs r7, r7, #1\n"
        "bne 2b\n"
        "4:\n"
        "cmp r11, #0\n"
        "beq 5f\n"
        "vctp.8 r11\n"
        "vpsttt\n"
        "vldrbt.u8 q0, [r3]\n"
        "vldrbt.u8 q1, [r5]\n"
        "vldrbt.u8 q2, [r1]\n"
        "add r1, r1, r11\n"
        "vmladava.s8 r0, q0, q2\n"
        "vmladava.s8 r8, q1, q2\n"
        "vpst\n"
        "vldrbt.u8 q3, [r1]\n"
        "add r1, r1, r11\n"
        "vmladava.s8 r2, q0, q3\n"
        "vmladava.s8 r10, q1, q3\n"
        "vpst\n"
        "vldrbt.u8 q2, [r1]\n"
        "add r1, r1, r11\n"
        "vmladava.s8 r4, q0, q2\n"
        "vmladava.s8 r12, q1, q2\n"
        "vpst\n"
        "vldrbt.u8 q3, [r1]\n"
        "add r1, r1, r11\n"
        "vmladava.s8 r6, q0, q3\n"
        "vmladava.s8 r14, q1, q3\n"
        "5:\n"
        "vmov q0[2], q0[0], r0, r4\n"
        "vmov q0[3], q0[1], r2, r6\n"
        "vmov q1[2], q1[0], r8, r12\n"
        "vmov q1[3], q1[1], r10, r14\n"
        "vldrw.u32 q2, [r9], #16\n"
        "vmulh.s32 q0, q0, q2\n"
        "vmulh.s32 q1, q1, q2\n"
        "vneg.s32 q3, q2\n"
        "ldrd r2, r3, [sp, #8]\n"
        "vrshl.s32 q0, q0, q3\n"
        "vrshl.s32 q1, q1, q3\n"
        "str r9, [sp, #28]\n"
        "vadd.i32 q0, q0, q5\n"
        "vadd.i32 q1, q1, q5\n"
        "vmax.s32 q0, q0, q6\n"
        "vmax.s32 q1, q1, q6\n"
        "vmin.s32 q0, q0, q7\n"
        "vmin.s32 q1, q1, q7\n"
        "vstrb.32 q0, [r2], #4\n"
        "vstrb.32 q1, [r3], #4\n"
        "ldr r4, [sp, #16]\n"
        "strd r2, r3, [sp, #8]\n"
        "subs r4, r4, #1\n"
        "str r4, [sp, #16]\n"
        "bne 1b\n"
        "add sp, sp, #36\n"
        "vpop {d8-d15}\n"
        "pop {r4-r11, pc}\n");
}

/* Copies one row of the window at (y, x) that leaves the input, with padding. */
static void modelc_conv_s8_mve_edge(const modelc_conv_s8_mve_parameters *p, const int8_t *input, int32_t y, int32_t x, int8_t *row)
{
    const modelc_window *const w = &p->window;
    const int32_t channels = w->input_channels;
    const int32_t inside_row = y >= 0 && y < w->input_height;
    for (int32_t tap = 0; tap < w->kernel_width; ++tap, x += w->dilation_width, row += channels) {
        if (inside_row && x >= 0 && x < w->input_width) {
            modelc_mve_copy(row, input + (y * w->input_width + x) * channels, channels);
        } else {
            modelc_mve_fill(row, p->input_zero_point, channels);
        }
    }
}

/* The inputs of one place: in the input where they are contiguous and stay, else copied to column. */
static inline const int8_t *modelc_conv_s8_mve_column(const modelc_conv_s8_mve_parameters *p, const int8_t *input, int32_t place,
                                                      int8_t *column)
{
    const modelc_window *const w = &p->window;
    const int32_t channels = w->input_channels;
    const int32_t row_bytes = w->kernel_width * channels;
    const int32_t row = place / w->output_width;
    const int32_t x = (place - row * w->output_width) * w->stride_width - w->pad_left;
    const int32_t columns_inside = w->dilation_width == 1 && x >= 0 && x + w->kernel_width <= w->input_width;
    int32_t y = row * w->stride_height - w->pad_top;
    if (p->in_input) {
        return input + (y * w->input_width + x) * channels;
    }
    for (int8_t *target = column; target < column + p->inputs; target += row_bytes, y += w->dilation_height) {
        if (columns_inside && y >= 0 && y < w->input_height) {
            modelc_mve_copy(target, input + (y * w->input_width + x) * channels, row_bytes);
        } else {
            modelc_conv_s8_mve_edge(p, input, y, x, target);
        }
    }
    return column;
}

/* All output channels of two places. */
static void modelc_conv_s8_mve_places(const modelc_conv_s8_mve_parameters *p, modelc_conv_s8_mve_arguments a)
{
    const int32_t whole_groups = p->window.output_channels / 4;
    const int32_t rest = p->window.output_channels - whole_groups * 4;
    int8_t *const output0 = a.output0;
    int8_t *const output1 = a.output1;
    if (whole_groups > 0) {
        a.groups = whole_groups;
        modelc_conv_s8_mve_tiles(&a);
    }
    if (rest > 0) {
        int8_t last[8];
        a.weights += whole_groups * 4 * p->inputs;
        a.channels += whole_groups * 8;
        a.output0 = last;
        a.output1 = last + 4;
        a.groups = 1;
        modelc_conv_s8_mve_tiles(&a);
        memcpy(output0 + whole_groups * 4, last, (size_t)rest);
        memcpy(output1 + whole_groups * 4, last + 4, (size_t)rest);
    }
}

MODELC_API void modelc_conv_s8_mve(const modelc_conv_s8_mve_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    const modelc_window *const w = &parameters->window;
    const int32_t places = w->output_height * w->output_width;
    int8_t *const columns = (int8_t *)scratch;
    modelc_conv_s8_mve_arguments a;
    a.weights = parameters->weights;
    a.channels = parameters->channels;
    a.steps = parameters->inputs / 16;
    a.tail = parameters->inputs % 16;
    a.zero_point = parameters->output.zero_point;
    a.min = parameters->output.min;
    a.max = parameters->output.max;
    a.groups = 0;
    for (int32_t place = 0; place < places; place += 2) {
        const int32_t place1 = place + 1 < places ? place + 1 : place;
        a.column0 = modelc_conv_s8_mve_column(parameters, input, place, columns);
        a.column1 = modelc_conv_s8_mve_column(parameters, input, place1, columns + parameters->inputs);
        a.output0 = output + place * w->output_channels;
        a.output1 = output + place1 * w->output_channels;
        modelc_conv_s8_mve_places(parameters, a);
    }
}

#endif
