#include "modelc.h"
#include "modelc_dsp.h"

#if defined(__ARM_FEATURE_DSP)

/* What modelc_conv_s8_dsp_tiles reads; the offsets are known to its assembly. */
typedef struct {
    const int32_t *weights;
    const uint32_t *columns;
    int32_t steps; /* pairs of inputs, a multiple of 2 */
    const int32_t *channels;
    int8_t *output0;
    int8_t *output1;
    int32_t groups;
    uint32_t zero_point_pair;
} modelc_conv_s8_dsp_tiles_arguments;

/*
 * Two columns by four output channels at a time, for all groups of four channels. A step of the inner loop takes two inputs: 12
 * instructions for 16 products. The accumulators of channels 0 and 2 are in r4, r7 and r8, r11 (columns 0, 1); those of the raw pairs
 * in r5, r6 and r9, r10. 16 steps are unrolled; the first pass enters in the middle.
 */
__attribute__((naked, noinline)) static void modelc_conv_s8_dsp_tiles(
    const modelc_conv_s8_dsp_tiles_arguments *arguments __attribute__((unused)))
{
    __asm volatile(
        "push {r4-r11, lr}\n"
        "sub sp, sp, #32\n"
        "ldm r0, {r1-r8}\n"
        /* sp: 0 entry, 4 end of the columns, 8 channels, 12 output0, 16 output1, 20 groups, 24 zero points, 28 columns */
        "strd r4, r5, [sp, #8]\n"
        "strd r6, r7, [sp, #16]\n"
        "strd r8, r2, [sp, #24]\n"
        "add r9, r2, r3, lsl #3\n"
        "str r9, [sp, #4]\n"
        "rsb r3, r3, #0\n"
        "and r3, r3, #15\n"
        "mov r9, #48\n"
        "adr r8, 2f\n"
        "mla r8, r3, r9, r8\n"
        "orr r8, r8, #1\n"
        "str r8, [sp, #0]\n"
        "mov r0, r1\n"
        "1:\n"
        "ldr r3, [sp, #8]\n"
        "ldr r12, [sp, #0]\n"
        "ldr r1, [sp, #28]\n"
        "ldrd r4, r5, [r3], #8\n"
        "ldrd r8, r9, [r3], #8\n"
        "str r3, [sp, #8]\n"
        "mov r7, r4\n"
        "mov r6, r5\n"
        "mov r11, r8\n"
        "mov r10, r9\n"
        "bx r12\n"
        ".balign 4\n"
        "2:\n"
        ".rept 16\n"
        "ldrd r12, r14, [r0], #8\n"
        "ldrd r2, r3, [r1], #8\n"
        "smlad r5, r12, r2, r5\n"
        "smlad r6, r12, r3, r6\n"
        "sxtb16 r12, r12\n"
        "smlad r9, r14, r2, r9\n"
        "smlad r10, r14, r3, r10\n"
        "sxtb16 r14, r14\n"
        "smlad r4, r12, r2, r4\n"
        "smlad r7, r12, r3, r7\n"
        "smlad r8, r14, r2, r8\n"
        "smlad r11, r14, r3, r11\n"
        ".endr\n"
        "ldr r12, [sp, #4]\n"
        "cmp r1, r12\n"
        "bne 2b\n"
        /* raw - channel 0 is 256 times channel 1, which its shift takes back */
        "ldr r12, [sp, #8]\n"
        "sub r5, r5, r4\n"
        "sub r6, r6, r7\n"
        "sub r9, r9, r8\n"
        "sub r10, r10, r11\n"
        "ldrd r2, r3, [r12], #8\n"
        MODELC_DSP_REQUANTISE("r4", "r1", "r2")
        MODELC_DSP_REQUANTISE("r7", "r1", "r2")
        "add r2, r3, #8\n"
        MODELC_DSP_REQUANTISE_BY("r5", "r1", "r3", "r2")
        MODELC_DSP_REQUANTISE_BY("r6", "r1", "r3", "r2")
        "ldrd r2, r3, [r12], #8\n"
        MODELC_DSP_REQUANTISE("r8", "r1", "r2")
        MODELC_DSP_REQUANTISE("r11", "r1", "r2")
        "add r2, r3, #8\n"
        MODELC_DSP_REQUANTISE_BY("r9", "r1", "r3", "r2")
        MODELC_DSP_REQUANTISE_BY("r10", "r1", "r3", "r2")
        "str r12, [sp, #8]\n"
        "ldr r12, [sp, #24]\n"
        "ldrd r1, r2, [sp, #12]\n"
        MODELC_DSP_PACK("r4", "r5", "r8", "r9", "r12")
        MODELC_DSP_PACK("r7", "r6", "r11", "r10", "r12")
        "str r4, [r1], #4\n"
        "str r7, [r2], #4\n"
        "ldr r3, [sp, #20]\n"
        "strd r1, r2, [sp, #12]\n"
        "subs r3, r3, #1\n"
        "str r3, [sp, #20]\n"
        "bne 1b\n"
        "add sp, sp, #32\n"
        "pop {r4-r11, pc}\n");
}

/* count elements (a multiple of 4) of two columns, widened to 16 bits: pairs (0,2) of both, then pairs (1,3) of both. */
static uint32_t *modelc_conv_s8_dsp_widen(uint32_t *columns, const int8_t *input0, const int8_t *input1, int32_t count)
{
    for (; count > 0; count -= 4) {
        const uint32_t four0 = modelc_load_4xs8(input0);
        const uint32_t four1 = modelc_load_4xs8(input1);
        columns[0] = modelc_sxtb16(four0);
        columns[1] = modelc_sxtb16(four1);
        columns[2] = modelc_sxtb16_ror8(four0);
        columns[3] = modelc_sxtb16_ror8(four1);
        columns += 4;
        input0 += 4;
        input1 += 4;
    }
    return columns;
}

/* One row of the window at (y, x): points into the input, or fills row where the window leaves the input. */
static const int8_t *modelc_conv_s8_dsp_row(const modelc_conv_s8_dsp_parameters *p, const int8_t *input, int32_t y, int32_t x, int8_t *row)
{
    const modelc_window *const w = &p->window;
    const int32_t channels = w->input_channels;
    const int32_t inside_row = y >= 0 && y < w->input_height;
    const int8_t *source = input + (y * w->input_width + x) * channels;
    modelc_taps taps = { 0, 0 };
    if (inside_row && w->dilation_width == 1 && x >= 0 && x + w->kernel_width <= w->input_width) {
        return source;
    }
    if (inside_row) {
        taps = modelc_taps_between(x, w->dilation_width, w->kernel_width, 0, w->input_width);
    }
    for (int32_t tap = 0; tap < w->kernel_width; ++tap, source += w->dilation_width * channels) {
        for (int32_t channel = 0; channel < channels; ++channel) {
            *row++ = tap >= taps.begin && tap < taps.end ? source[channel] : (int8_t)p->input_zero_point;
        }
    }
    return row - w->kernel_width * channels;
}

/* Copies a row that is too short to be worth a call of memcpy. */
static inline void modelc_conv_s8_dsp_copy(int8_t *to, const int8_t *from, int32_t count)
{
    for (; count >= 4; count -= 4, to += 4, from += 4) {
        memcpy(to, from, 4);
    }
    for (; count > 0; --count) {
        *to++ = *from++;
    }
}

/* The top left corner of the window of one output place. */
typedef struct {
    int32_t y, x;
} modelc_conv_s8_dsp_corner;

static modelc_conv_s8_dsp_corner modelc_conv_s8_dsp_corner_of(const modelc_window *w, int32_t place)
{
    modelc_conv_s8_dsp_corner corner;
    corner.y = place / w->output_width;
    corner.x = (place - corner.y * w->output_width) * w->stride_width - w->pad_left;
    corner.y = corner.y * w->stride_height - w->pad_top;
    return corner;
}

/* Widens the windows of two places. rows: 2 rows of the window, or 2 windows where a row is no multiple of 4 bytes. */
static void modelc_conv_s8_dsp_columns(const modelc_conv_s8_dsp_parameters *p, const int8_t *input, int32_t place0, int32_t place1,
                                       uint32_t *columns, int8_t *rows)
{
    const modelc_window *const w = &p->window;
    const int32_t row_bytes = w->kernel_width * w->input_channels;
    const int32_t whole = p->padded_inputs; /* bytes of a window, rounded up to a multiple of 4 */
    const modelc_conv_s8_dsp_corner c0 = modelc_conv_s8_dsp_corner_of(w, place0);
    const modelc_conv_s8_dsp_corner c1 = modelc_conv_s8_dsp_corner_of(w, place1);
    int8_t *row0 = rows;
    int8_t *row1 = rows + whole;
    for (int32_t ky = 0; ky < w->kernel_height; ++ky) {
        const int32_t dy = ky * w->dilation_height;
        const int8_t *const source0 = modelc_conv_s8_dsp_row(p, input, c0.y + dy, c0.x, row0);
        const int8_t *const source1 = modelc_conv_s8_dsp_row(p, input, c1.y + dy, c1.x, row1);
        if ((row_bytes & 3) == 0) {
            columns = modelc_conv_s8_dsp_widen(columns, source0, source1, row_bytes);
            continue;
        }
        modelc_conv_s8_dsp_copy(row0, source0, row_bytes);
        modelc_conv_s8_dsp_copy(row1, source1, row_bytes);
        row0 += row_bytes;
        row1 += row_bytes;
    }
    if ((row_bytes & 3) != 0) {
        modelc_conv_s8_dsp_widen(columns, rows, rows + whole, whole);
    }
}

MODELC_API void modelc_conv_s8_dsp(const modelc_conv_s8_dsp_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    const modelc_window *const w = &parameters->window;
    const int32_t channels = w->output_channels;
    const int32_t places = w->output_height * w->output_width;
    const int32_t whole_groups = channels / 4;
    const int32_t rest = channels - whole_groups * 4;
    uint32_t *const columns = (uint32_t *)scratch;
    int8_t *const rows = (int8_t *)(columns + parameters->padded_inputs);
    if (((w->kernel_width * w->input_channels) & 3) != 0) {
        memset(rows, 0, (size_t)parameters->padded_inputs * 2); /* behind the windows, which end in the middle of a word */
    }
    for (int32_t place = 0; place < places; place += 2) {
        const int32_t place1 = place + 1 < places ? place + 1 : place;
        modelc_conv_s8_dsp_tiles_arguments a;
        modelc_conv_s8_dsp_columns(parameters, input, place, place1, columns, rows);
        a.weights = parameters->weights;
        a.columns = columns;
        a.steps = parameters->padded_inputs / 2;
        a.channels = parameters->channels;
        a.output0 = output + place * channels;
        a.output1 = output + place1 * channels;
        a.groups = whole_groups;
        a.zero_point_pair = modelc_dsp_zero_point_pair(&parameters->output);
        if (whole_groups > 0) {
            modelc_conv_s8_dsp_tiles(&a);
        }
        if (rest > 0) {
            int8_t last[8];
            a.weights += whole_groups * parameters->padded_inputs;
            a.channels += whole_groups * 8;
            a.output0 = last;
            a.output1 = last + 4;
            a.groups = 1;
            modelc_conv_s8_dsp_tiles(&a);
            memcpy(output + place * channels + whole_groups * 4, last, (size_t)rest);
            memcpy(output + place1 * channels + whole_groups * 4, last + 4, (size_t)rest);
        }
    }
    modelc_dsp_clamp(&parameters->output, output, places * channels);
}

#endif
