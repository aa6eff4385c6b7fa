#include "modelc.h"
#include "modelc_dsp.h"

#if defined(__ARM_FEATURE_DSP)

/* What modelc_conv_s8_dsp_tiles reads; the offsets are known to its assembly. */
typedef struct {
    const int32_t *weights;
    const uint32_t *columns;
    int32_t steps; /* pairs of inputs, a multiple of 2 */
    const int32_t *channels;
    int8_t *output;      /* of column 0 */
    int32_t output_step; /* from there to that of column 1; 0 for a single column, whose results are stored last */
    int32_t groups;
    uint32_t zero_point_pair;
} modelc_conv_s8_dsp_tiles_arguments;

/* Requantises two values that are 256 times as large as they should be. The multiplier word becomes a shift by 8 more; r12 is overwritten. */
#define MODELC_REQUANTISE_256(value0, value1, multiplier)          \
    "smull r12, " value0 ", " value0 ", " multiplier "\n"          \
    "smull r12, " value1 ", " value1 ", " multiplier "\n"          \
    "add " multiplier ", " multiplier ", #8\n"                     \
    "asrs " value0 ", " value0 ", " multiplier "\n"                \
    "adc " value0 ", " value0 ", #0\n"                             \
    "asrs " value1 ", " value1 ", " multiplier "\n"                \
    "adc " value1 ", " value1 ", #0\n"

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
        /* sp: 0 output, 4 groups, 8 output step, 12 zero points, 16 entry, 20 end of the columns, 24 channels, 28 columns */
        "strd r5, r7, [sp, #0]\n"
        "strd r6, r8, [sp, #8]\n"
        "strd r4, r2, [sp, #24]\n"
        "add r9, r2, r3, lsl #3\n"
        "str r9, [sp, #20]\n"
        "rsb r3, r3, #0\n"
        "and r3, r3, #15\n"
        "mov r9, #48\n"
        "adr r8, 2f\n"
        "mla r8, r3, r9, r8\n"
        "orr r8, r8, #1\n"
        "str r8, [sp, #16]\n"
        "mov r0, r1\n"
        "1:\n"
        "ldrd r3, r1, [sp, #24]\n"
        "ldm r3!, {r4, r5, r8, r9}\n"
        "str r3, [sp, #24]\n"
        "mov r7, r4\n"
        "mov r6, r5\n"
        "mov r11, r8\n"
        "mov r10, r9\n"
        "ldr pc, [sp, #16]\n"
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
        "ldr r12, [sp, #20]\n"
        "cmp r1, r12\n"
        "bne 2b\n"
        "ldr r12, [sp, #24]\n"
        /* raw - channel 0 is 256 times channel 1, which its shift takes back */
        "sub r5, r5, r4\n"
        "sub r6, r6, r7\n"
        "sub r9, r9, r8\n"
        "sub r10, r10, r11\n"
        "ldm r12!, {r1, r2, r3, r14}\n"
        "str r12, [sp, #24]\n"
        MODELC_DSP_REQUANTISE("r4", "r12", "r1")
        MODELC_DSP_REQUANTISE("r7", "r12", "r1")
        MODELC_REQUANTISE_256("r5", "r6", "r2")
        MODELC_DSP_REQUANTISE("r8", "r12", "r3")
        MODELC_DSP_REQUANTISE("r11", "r12", "r3")
        MODELC_REQUANTISE_256("r9", "r10", "r14")
        "ldm sp, {r1, r2, r3, r12}\n"
        MODELC_DSP_PACK("r4", "r5", "r8", "r9", "r12")
        MODELC_DSP_PACK("r7", "r6", "r11", "r10", "r12")
        "str r7, [r1, r3]\n"
        "str r4, [r1], #4\n"
        "subs r2, r2, #1\n"
        "strd r1, r2, [sp, #0]\n"
        "bne 1b\n"
        "add sp, sp, #32\n"
        "pop {r4-r11, pc}\n");
}

/* Widens four inputs to 16 bits in words 0 and 2 of a column. */
static inline void modelc_conv_s8_dsp_widen_4(uint32_t *column, const int8_t *inputs)
{
    const uint32_t four = modelc_load_4xs8(inputs);
    column[0] = modelc_sxtb16(four);
    column[2] = modelc_sxtb16_ror8(four);
}

/* Loads that follow each other take a cycle each. */
#define MODELC_WIDEN(inputs)                                                   \
    "sxtb16 %[pair], %[" inputs "]\n"                                          \
    "sxtb16 %[" inputs "], %[" inputs "], ror #8\n"                            \
    "str %[pair], [%[column]], #8\n"                                           \
    "str %[" inputs "], [%[column]], #8\n"

/* Widens count inputs (a multiple of 4) into one of two interleaved columns, pairs (0, 2) and (1, 3); returns its next word. */
static uint32_t *modelc_conv_s8_dsp_widen(uint32_t *column, const int8_t *inputs, int32_t count)
{
    for (; count >= 16; count -= 16) {
        uint32_t a, b, c, d, pair;
        __asm volatile(
            "ldr %[a], [%[inputs]], #4\n"
            "ldr %[b], [%[inputs]], #4\n"
            "ldr %[c], [%[inputs]], #4\n"
            "ldr %[d], [%[inputs]], #4\n"
            MODELC_WIDEN("a") MODELC_WIDEN("b") MODELC_WIDEN("c") MODELC_WIDEN("d")
            : [column] "+r"(column), [inputs] "+r"(inputs), [a] "=&r"(a), [b] "=&r"(b), [c] "=&r"(c), [d] "=&r"(d), [pair] "=&r"(pair)
            :
            : "memory");
    }
    for (; count > 0; count -= 4, inputs += 4, column += 4) {
        modelc_conv_s8_dsp_widen_4(column, inputs);
    }
    return column;
}

/* Copies rows of bytes that are too short to be worth calls of memcpy. */
static inline void modelc_conv_s8_dsp_copy_rows(int8_t *to, const int8_t *from, int32_t rows, int32_t bytes, int32_t from_step, int32_t to_step)
{
    for (; rows > 0; --rows, from += from_step, to += to_step) {
        int32_t at = 0;
        for (; at + 4 <= bytes; at += 4) {
            memcpy(to + at, from + at, 4);
        }
        for (; at < bytes; ++at) {
            to[at] = from[at];
        }
    }
}

/* A window that stays inside the input and begins at corner. gathered: memory for its inputs. */
static inline void modelc_conv_s8_dsp_inside(const modelc_conv_s8_dsp_parameters *p, const int8_t *corner, uint32_t *column,
                                             uint32_t *gathered)
{
    const modelc_window *const w = &p->window;
    const int32_t row_bytes = w->kernel_width * w->input_channels;
    const int32_t row_step = w->dilation_height * w->input_width * w->input_channels;
    if ((row_bytes & 3) == 0) {
        for (int32_t row = w->kernel_height; row > 0; --row, corner += row_step) {
            column = modelc_conv_s8_dsp_widen(column, corner, row_bytes);
        }
    } else {
        modelc_conv_s8_dsp_copy_rows((int8_t *)gathered, corner, w->kernel_height, row_bytes, row_step, row_bytes);
        modelc_conv_s8_dsp_widen(column, (const int8_t *)gathered, p->padded_inputs);
    }
}

/* The part of a window that lies inside the input, where pixels are whole words, over padding. */
static inline void modelc_conv_s8_dsp_edge_words(const modelc_conv_s8_dsp_parameters *p, const int8_t *input, const modelc_patch *patch,
                                                 uint32_t *column)
{
    const modelc_window *const w = &p->window;
    const int32_t at_once = w->dilation_width == 1 ? patch->columns : 1;
    const uint32_t padding = ((uint32_t)p->input_zero_point & 0xffffu) * 0x10001u;
    for (int32_t i = 0; i < p->padded_inputs; i += 4) {
        column[i] = padding;
        column[i + 2] = padding;
    }
    for (int32_t row = 0; row < patch->rows; ++row) {
        const int8_t *source = input + patch->first_input + row * patch->row_stride;
        uint32_t *target = column + (patch->first_tap + row * w->kernel_width) * w->input_channels;
        for (int32_t tap = 0; tap < patch->columns; tap += at_once, source += patch->column_stride) {
            target = modelc_conv_s8_dsp_widen(target, source, at_once * w->input_channels);
        }
    }
}

/* The same where they are not: by way of bytes, gathered in words. */
static inline void modelc_conv_s8_dsp_edge_bytes(const modelc_conv_s8_dsp_parameters *p, const int8_t *input, const modelc_patch *patch,
                                                 uint32_t *column, uint32_t *gathered)
{
    const modelc_window *const w = &p->window;
    const int32_t at_once = w->dilation_width == 1 ? patch->columns : 1;
    const uint32_t padding = ((uint32_t)p->input_zero_point & 0xffu) * 0x1010101u;
    for (int32_t i = 0; i < p->padded_inputs / 4; ++i) {
        gathered[i] = padding;
    }
    for (int32_t tap = 0; tap < patch->columns; tap += at_once) {
        modelc_conv_s8_dsp_copy_rows((int8_t *)gathered + (patch->first_tap + tap) * w->input_channels,
                                     input + patch->first_input + tap * patch->column_stride, patch->rows, at_once * w->input_channels,
                                     patch->row_stride, w->kernel_width * w->input_channels);
    }
    modelc_conv_s8_dsp_widen(column, (const int8_t *)gathered, p->padded_inputs);
}

/* The window at any place of the output, with padding. */
static void modelc_conv_s8_dsp_edge(const modelc_conv_s8_dsp_parameters *p, const int8_t *input, int32_t row, int32_t x, uint32_t *column,
                                    uint32_t *gathered)
{
    const modelc_patch patch = modelc_patch_at(&p->window, row, x);
    if ((p->window.input_channels & 3) == 0) {
        modelc_conv_s8_dsp_edge_words(p, input, &patch, column);
    } else {
        modelc_conv_s8_dsp_edge_bytes(p, input, &patch, column, gathered);
    }
}

/* Everything that is the same for all places. */
static inline modelc_conv_s8_dsp_tiles_arguments modelc_conv_s8_dsp_arguments_of(const modelc_conv_s8_dsp_parameters *p,
                                                                                 const uint32_t *columns)
{
    modelc_conv_s8_dsp_tiles_arguments a;
    a.weights = p->weights;
    a.columns = columns;
    a.steps = p->padded_inputs / 2;
    a.channels = p->channels;
    a.output = NULL;
    a.output_step = p->window.output_channels;
    a.groups = p->window.output_channels / 4;
    a.zero_point_pair = modelc_dsp_zero_point_pair(&p->output);
    return a;
}

/* The output channels of two places beyond whole groups of four. */
static void modelc_conv_s8_dsp_rest(const modelc_conv_s8_dsp_parameters *p, modelc_conv_s8_dsp_tiles_arguments a)
{
    const int32_t rest = p->window.output_channels % 4;
    int8_t *const output0 = a.output + a.groups * 4;
    int8_t *const output1 = output0 + a.output_step;
    int8_t last[8];
    a.weights += a.groups * p->padded_inputs;
    a.channels += a.groups * 8;
    a.output = last;
    a.output_step = 4;
    a.groups = 1;
    modelc_conv_s8_dsp_tiles(&a);
    memcpy(output1, last + 4, (size_t)rest);
    memcpy(output0, last, (size_t)rest);
}

/* All output channels of two places. */
static inline void modelc_conv_s8_dsp_places(const modelc_conv_s8_dsp_parameters *p, modelc_conv_s8_dsp_tiles_arguments *a, int8_t *output)
{
    a->output = output;
    if (a->groups > 0) {
        modelc_conv_s8_dsp_tiles(a);
    }
    if (p->window.output_channels % 4 != 0) {
        modelc_conv_s8_dsp_rest(p, *a);
    }
}

/* Places whose inputs are whole words of one pixel. */
static void modelc_conv_s8_dsp_pointwise(const modelc_conv_s8_dsp_parameters *p, const int8_t *input, int8_t *output, uint32_t *columns)
{
    const int32_t inputs = p->padded_inputs;
    const int32_t channels = p->window.output_channels;
    modelc_conv_s8_dsp_tiles_arguments a = modelc_conv_s8_dsp_arguments_of(p, columns);
    for (int32_t rest = p->window.output_height * p->window.output_width; rest > 0; rest -= 2, input += 2 * inputs, output += 2 * channels) {
        modelc_conv_s8_dsp_widen(columns, input, inputs);
        if (rest > 1) {
            modelc_conv_s8_dsp_widen(columns + 1, input + inputs, inputs);
        } else {
            a.output_step = 0;
        }
        modelc_conv_s8_dsp_places(p, &a, output);
    }
}

static void modelc_conv_s8_dsp_windows(const modelc_conv_s8_dsp_parameters *p, const int8_t *input, int8_t *output, uint32_t *columns,
                                       uint32_t *gathered)
{
    const modelc_window *const w = &p->window;
    const int32_t step = w->stride_width * w->input_channels;
    const int32_t lefts = w->dilation_width == 1 ? w->input_width - w->kernel_width + 1 : 0;
    const int32_t tops = w->input_height - (w->kernel_height - 1) * w->dilation_height;
    int32_t second = 0;
    modelc_conv_s8_dsp_tiles_arguments a = modelc_conv_s8_dsp_arguments_of(p, columns);
    for (int32_t row = 0; row < w->output_height; ++row) {
        const int32_t top = row * w->stride_height - w->pad_top;
        const int32_t lefts_inside = top >= 0 && top < tops ? lefts : 0;
        int32_t left = -w->pad_left;
        int32_t corner = (top * w->input_width + left) * w->input_channels;
        for (int32_t x = 0; x < w->output_width; ++x, left += w->stride_width, corner += step) {
            if (left >= 0 && left < lefts_inside) {
                modelc_conv_s8_dsp_inside(p, input + corner, columns + second, gathered);
            } else {
                modelc_conv_s8_dsp_edge(p, input, row, x, columns + second, gathered);
            }
            if (second != 0) {
                modelc_conv_s8_dsp_places(p, &a, output);
                output += 2 * w->output_channels;
            }
            second ^= 1;
        }
    }
    if (second != 0) {
        a.output_step = 0;
        modelc_conv_s8_dsp_places(p, &a, output);
    }
}

MODELC_API void modelc_conv_s8_dsp(const modelc_conv_s8_dsp_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    const modelc_window *const w = &parameters->window;
    uint32_t *const columns = (uint32_t *)scratch;
    if (parameters->pixels) {
        modelc_conv_s8_dsp_pointwise(parameters, input, output, columns);
    } else {
        modelc_conv_s8_dsp_windows(parameters, input, output, columns, columns + parameters->padded_inputs);
    }
    modelc_dsp_clamp(&parameters->output, output, w->output_height * w->output_width * w->output_channels);
}

#endif
