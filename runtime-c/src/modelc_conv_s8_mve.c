#include "modelc.h"
#include "modelc_mve.h"

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)

/* What modelc_conv_s8_mve_tiles reads; the offsets are known to its assembly. */
typedef struct {
    const int8_t *weights;
    const int8_t *column0;
    const int8_t *column1;
    const int32_t *channels;
    int8_t *output;      /* of column 0 */
    int32_t output_step; /* from there to that of column 1 */
    int32_t loops;       /* over four steps, the first of them perhaps in part; at least 1 */
    int32_t entry;       /* bytes of code from the first step in the loop to its last one's end, less 1 */
    const int32_t *channels_end;
    int32_t zero_point, min, max;
} modelc_conv_s8_mve_arguments;

/* Bytes of code of a step, and steps in the loop. */
#define MODELC_STEP_CODE 56
#define MODELC_UNROLLED 4

/* 16 inputs of two columns by four channels: 14 instructions for 128 products. */
#define MODELC_STEP(sum)                  \
    "vldrb.u8 q0, [r3], #16\n"            \
    "vldrb.u8 q2, [r1], #16\n"            \
    sum ".s8 r0, q0, q2\n"                \
    "vldrb.u8 q1, [r5], #16\n"            \
    sum ".s8 r8, q1, q2\n"                \
    "vldrb.u8 q3, [r1], #16\n"            \
    sum ".s8 r2, q0, q3\n"                \
    "vldrb.u8 q2, [r1], #16\n"            \
    sum ".s8 r10, q1, q3\n"               \
    sum ".s8 r4, q0, q2\n"                \
    "vldrb.u8 q3, [r1], #16\n"            \
    sum ".s8 r12, q1, q2\n"               \
    sum ".s8 r6, q0, q3\n"                \
    sum ".s8 r14, q1, q3\n"

/*
 * Two columns by four output channels at a time, for all groups of four channels. The accumulators of column 0 are in r0, r2, r4, r6, those of
 * column 1 in r8, r10, r12, r14. The first step starts them; a jump into the loop takes the others. Results of both columns are narrowed to
 * 16 bits, column 0 in even lanes, and stored at offsets.
 */
__attribute__((naked, noinline)) static void modelc_conv_s8_mve_tiles(
    const modelc_conv_s8_mve_arguments *arguments __attribute__((unused)))
{
    __asm volatile(
        "push {r4-r11, lr}\n"
        "vpush {d8-d15}\n"
        "sub sp, sp, #20\n"
        "ldm r0, {r1-r12}\n"
        "vdup.16 q4, r10\n"
        "vdup.16 q6, r11\n"
        "vdup.16 q7, r12\n"
        "movs r0, #0\n"
        "vidup.u16 q5, r0, #1\n"
        "lsls r6, r6, #16\n"
        "vdup.32 q0, r6\n"
        "vshr.u16 q5, q5, #1\n"
        "vadd.i16 q5, q5, q0\n"
        "adr r0, 3f\n"
        "subs r0, r0, r8\n"
        /* sp: 0 column0, 4 column1, 8 loops, 12 end of channels, 16 entry of the loop */
        "strd r2, r3, [sp, #0]\n"
        "strd r7, r9, [sp, #8]\n"
        "str r0, [sp, #16]\n"
        "mov r9, r4\n"
        "mov r11, r5\n"
        "mov r5, r3\n"
        "mov r3, r2\n"
        "1:\n"
        MODELC_STEP("vmladav")
        "ldr pc, [sp, #16]\n"
        "2:\n"
        MODELC_STEP("vmladava") MODELC_STEP("vmladava") MODELC_STEP("vmladava") MODELC_STEP("vmladava")
        "3:\n"
        "subs r7, r7, #1\n"
        "bne 2b\n"
        "vldrw.u32 q2, [r9], #16\n"
        "vmov q0[2], q0[0], r0, r4\n"
        "vmov q0[3], q0[1], r2, r6\n"
        "vldrw.u32 q3, [r9], #16\n"
        "vmov q1[2], q1[0], r8, r12\n"
        "vadd.i32 q0, q0, q2\n"
        "vmov q1[3], q1[1], r10, r14\n"
        "vmulh.s32 q0, q0, q3\n"
        "vadd.i32 q1, q1, q2\n"
        "vneg.s32 q2, q3\n"
        "vmulh.s32 q1, q1, q3\n"
        "vrshl.s32 q0, q0, q2\n"
        "vrshl.s32 q1, q1, q2\n"
        "vqmovnb.s32 q0, q0\n"
        "vqmovnt.s32 q0, q1\n"
        "ldrd r7, r0, [sp, #8]\n"
        "vqadd.s16 q0, q0, q4\n"
        "ldrd r3, r5, [sp, #0]\n"
        "vmax.s16 q0, q0, q6\n"
        "cmp r9, r0\n"
        "vmin.s16 q0, q0, q7\n"
        "vstrb.16 q0, [r11, q5]\n"
        "add r11, r11, #4\n"
        "bne 1b\n"
        "add sp, sp, #20\n"
        "vpop {d8-d15}\n"
        "pop {r4-r11, pc}\n");
}

/* Copies rows of bytes. The gaps are from the end of a row, rounded up to 16 bytes, to the next. */
static inline void modelc_conv_s8_mve_copy_rows(int8_t *to, const int8_t *from, int32_t rows, int32_t bytes, int32_t from_gap, int32_t to_gap)
{
    __asm volatile(
        "1:\n"
        "wlstp.8 lr, %3, 3f\n"
        "2:\n"
        "vldrb.u8 q0, [%1], #16\n"
        "vstrb.u8 q0, [%0], #16\n"
        "letp lr, 2b\n"
        "3:\n"
        "add %0, %0, %5\n"
        "subs %2, %2, #1\n"
        "add %1, %1, %4\n"
        "bgt 1b\n"
        : "+r"(to), "+r"(from), "+r"(rows)
        : "r"(bytes), "r"(from_gap), "r"(to_gap)
        : "s0", "s1", "s2", "s3", "lr", "cc", "memory");
}

/* Copies the inputs of a window that stays inside the input and begins at corner. */
static inline void modelc_conv_s8_mve_inside(const modelc_conv_s8_mve_parameters *p, const int8_t *corner, int8_t *column)
{
    const modelc_window *const w = &p->window;
    const int32_t bytes = w->kernel_width * w->input_channels;
    const int32_t rounded = (bytes + 15) & ~15;
    modelc_conv_s8_mve_copy_rows(column, corner, w->kernel_height, bytes, w->dilation_height * w->input_width * w->input_channels - rounded,
                                 bytes - rounded);
}

/* The same for the window at any place of the output, with padding. */
static void modelc_conv_s8_mve_edge(const modelc_conv_s8_mve_parameters *p, const int8_t *input, int32_t row, int32_t x, int8_t *column)
{
    const modelc_window *const w = &p->window;
    const modelc_patch patch = modelc_patch_at(w, row, x);
    const int32_t at_once = w->dilation_width == 1 ? patch.columns : 1;
    const int32_t bytes = at_once * w->input_channels;
    const int32_t rounded = (bytes + 15) & ~15;
    modelc_mve_fill(column, p->input_zero_point, p->inputs);
    if (patch.rows <= 0) {
        return;
    }
    for (int32_t tap = 0; tap < patch.columns; tap += at_once) {
        modelc_conv_s8_mve_copy_rows(column + (patch.first_tap + tap) * w->input_channels, input + patch.first_input + tap * patch.column_stride,
                                     patch.rows, bytes, patch.row_stride - rounded, w->kernel_width * w->input_channels - rounded);
    }
}

/* The output channels of two places beyond whole groups of four. */
static void modelc_conv_s8_mve_rest(const modelc_conv_s8_mve_parameters *p, modelc_conv_s8_mve_arguments a)
{
    const int32_t rest = p->window.output_channels % 4;
    const int32_t whole = p->window.output_channels - rest;
    int8_t *const output0 = a.output + whole;
    int8_t *const output1 = output0 + a.output_step;
    int8_t last[8];
    a.weights += whole * ((p->inputs + 15) & ~15);
    a.channels += whole * 2;
    a.channels_end = a.channels + 8;
    a.output = last;
    a.output_step = 4;
    modelc_conv_s8_mve_tiles(&a);
    memcpy(output0, last, (size_t)rest);
    memcpy(output1, last + 4, (size_t)rest);
}

/* All output channels of two places. */
static inline void modelc_conv_s8_mve_places(const modelc_conv_s8_mve_parameters *p, modelc_conv_s8_mve_arguments *a, int8_t *output)
{
    a->output = output;
    if (a->channels != a->channels_end) {
        modelc_conv_s8_mve_tiles(a);
    }
    if (p->window.output_channels % 4 != 0) {
        modelc_conv_s8_mve_rest(p, *a);
    }
}

/* Everything that is the same for all places. */
static inline modelc_conv_s8_mve_arguments modelc_conv_s8_mve_arguments_of(const modelc_conv_s8_mve_parameters *p)
{
    const int32_t steps = (p->inputs + 15) / 16;
    modelc_conv_s8_mve_arguments a;
    a.weights = p->weights;
    a.channels = p->channels;
    a.channels_end = p->channels + p->window.output_channels / 4 * 8;
    a.loops = steps < 2 ? 1 : (steps - 1 + MODELC_UNROLLED - 1) / MODELC_UNROLLED;
    a.entry = (steps - 1 - (a.loops - 1) * MODELC_UNROLLED) * MODELC_STEP_CODE - 1;
    a.output_step = p->window.output_channels;
    a.zero_point = p->output.zero_point;
    a.min = p->output.min;
    a.max = p->output.max;
    a.column0 = a.column1 = NULL;
    a.output = NULL;
    return a;
}

/* A place's inputs are a pixel: those of two places are contiguous. */
static void modelc_conv_s8_mve_pointwise(const modelc_conv_s8_mve_parameters *p, const int8_t *input, int8_t *output, int8_t *columns)
{
    const modelc_window *const w = &p->window;
    const int32_t pixels = w->output_height * w->output_width;
    modelc_conv_s8_mve_arguments a = modelc_conv_s8_mve_arguments_of(p);
    for (int32_t rest = pixels; rest > 0; rest -= 2, input += p->inputs * 2, output += w->output_channels * 2) {
        const int32_t second = rest > 1;
        a.column0 = input;
        if (!p->in_input) {
            modelc_mve_copy(columns, input, p->inputs << second);
            a.column0 = columns;
        }
        a.column1 = a.column0 + p->inputs * second;
        a.output_step = w->output_channels * second;
        modelc_conv_s8_mve_places(p, &a, output);
    }
}

static void modelc_conv_s8_mve_windows(const modelc_conv_s8_mve_parameters *p, const int8_t *input, int8_t *output, int8_t *columns)
{
    const modelc_window *const w = &p->window;
    const int32_t step = w->stride_width * w->input_channels;
    const int32_t lefts = w->dilation_width == 1 ? w->input_width - w->kernel_width + 1 : 0;
    const int32_t tops = w->input_height - (w->kernel_height - 1) * w->dilation_height;
    int8_t *column = columns;
    modelc_conv_s8_mve_arguments a = modelc_conv_s8_mve_arguments_of(p);
    a.column0 = columns;
    a.column1 = columns + p->inputs;
    for (int32_t row = 0; row < w->output_height; ++row) {
        const int32_t top = row * w->stride_height - w->pad_top;
        const int32_t lefts_inside = top >= 0 && top < tops ? lefts : 0;
        int32_t left = -w->pad_left;
        int32_t corner = (top * w->input_width + left) * w->input_channels;
        for (int32_t x = 0; x < w->output_width; ++x, left += w->stride_width, corner += step) {
            if (left >= 0 && left < lefts_inside) {
                modelc_conv_s8_mve_inside(p, input + corner, column);
            } else {
                modelc_conv_s8_mve_edge(p, input, row, x, column);
            }
            if (column == columns) {
                column = columns + p->inputs;
            } else {
                modelc_conv_s8_mve_places(p, &a, output);
                output += w->output_channels * 2;
                column = columns;
            }
        }
    }
    if (column != columns) {
        a.column1 = columns;
        a.output_step = 0;
        modelc_conv_s8_mve_places(p, &a, output);
    }
}

MODELC_API void modelc_conv_s8_mve(const modelc_conv_s8_mve_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    if (parameters->pointwise) {
        modelc_conv_s8_mve_pointwise(parameters, input, output, (int8_t *)scratch);
    } else {
        modelc_conv_s8_mve_windows(parameters, input, output, (int8_t *)scratch);
    }
}


#endif
