#include "modelc.h"
#include "modelc_thumb1.h"

#if defined(__ARM_ARCH_6M__)

/* One row of results of a channel. The assembly below relies on the order of the members. */
typedef struct {
    modelc_thumb1_finish finish;
    int32_t sums[4];
    int32_t start;                       /* of a sum */
    modelc_thumb1_scale scale;
    const int32_t *taps, *taps_end;      /* for each tap its weight and where it lies behind the window's first input */
    int32_t skipped;                     /* taps that the first pass of the unrolled loop leaves out */
    const uint8_t *window, *last_window; /* the first inputs of the next three windows and of the last three */
    int8_t *output, *last_output;
    int32_t output_step;
    uint32_t entry;                      /* address where the first pass begins */
} modelc_depthwise_conv_s8_thumb1_row;

/* Three results at a time, the last three over again where the row is no multiple. 11 instructions a tap; 9 taps are unrolled. */
__attribute__((naked, noinline)) static void modelc_depthwise_conv_s8_thumb1_results(
    modelc_depthwise_conv_s8_thumb1_row *row __attribute__((unused)))
{
    __asm volatile(
        MODELC_THUMB1_ENTER("r4-r7")
        "mov r10, r0\n"
        "ldr r1, [r0, " MODELC_THUMB1_CERTAIN "]\n"
        "mov r11, r1\n"
        "ldr r1, [r0, #64]\n"
        "mov r9, r1\n"
        "ldr r1, [r0, #72]\n"
        "mov r8, r1\n"
        "ldr r1, [r0, #76]\n"
        "mov r12, r1\n"
        "ldr r1, [r0, #68]\n"
        "movs r2, #22\n"
        "muls r1, r2\n"
        "adr r2, 2f\n"
        "adds r1, r1, r2\n"
        "adds r1, r1, #1\n"
        "str r1, [r0, #92]\n"
        "1:\n"
        "mov r1, r10\n"
        "ldr r0, [r1, #60]\n"
        "ldr r4, [r1, #44]\n"
        "movs r5, r4\n"
        "movs r6, r4\n"
        "ldr r2, [r1, #92]\n"
        "bx r2\n"
        ".balign 4\n"
        "2:\n"
        ".rept 9\n"
        "ldm r0!, {r1, r2}\n"
        "add r2, r8\n"
        "ldrb r3, [r2]\n"
        "muls r3, r1\n"
        "adds r4, r4, r3\n"
        "ldrb r3, [r2, #1]\n"
        "muls r3, r1\n"
        "adds r5, r5, r3\n"
        "ldrb r3, [r2, #2]\n"
        "muls r3, r1\n"
        "adds r6, r6, r3\n"
        ".endr\n"
        "cmp r0, r9\n"
        "beq 3f\n"
        "b 2b\n"
        "3:\n"
        "mov r1, r10\n"
        "movs r2, r1\n"
        "adds r2, r2, #28\n"
        "stm r2!, {r4-r6}\n"
        "ldr r0, [r1, " MODELC_THUMB1_SHIFT "]\n"
        "ldr r3, [r1, #48]\n"
        MODELC_THUMB1_SCALE("r4, r5, r6")
        "ldr r3, [r1, #52]\n"
        MODELC_THUMB1_ADD("r4, r5, r6")
        "ldr r2, [r1, #56]\n"
        ".set offset, 28\n"
        MODELC_THUMB1_ROUND("r4, r5, r6")
        MODELC_THUMB1_CLAMP("r4, r5, r6")
        "ldr r3, [r1, #80]\n"
        "ldr r2, [r1, #88]\n"
        ".irp result, r4, r5, r6\n"
        "strb \\result, [r3]\n"
        "adds r3, r3, r2\n"
        ".endr\n"
        "cmp r8, r12\n"
        "beq 5f\n"
        "movs r0, #3\n"
        "add r8, r0\n"
        "cmp r8, r12\n"
        "bls 4f\n"
        "mov r8, r12\n"
        "ldr r3, [r1, #84]\n"
        "4:\n"
        "str r3, [r1, #80]\n"
        "b 1b\n"
        "5:\n"
        MODELC_THUMB1_LEAVE("r4-r7")
        MODELC_THUMB1_EXACT);
}

/* count elements plus 128. */
static void modelc_depthwise_conv_s8_thumb1_line(const int8_t *input, int32_t step, int32_t count, uint8_t *line)
{
    for (; count >= 4; count -= 4, line += 4) {
        line[0] = (uint8_t)(*input + 128);
        input += step;
        line[1] = (uint8_t)(*input + 128);
        input += step;
        line[2] = (uint8_t)(*input + 128);
        input += step;
        line[3] = (uint8_t)(*input + 128);
        input += step;
    }
    for (; count > 0; --count, ++line, input += step) {
        *line = (uint8_t)(*input + 128);
    }
}

/* A channel goes to the inside of its plane, which holds the padding already. */
static void modelc_depthwise_conv_s8_thumb1_plane(const modelc_depthwise_conv_s8_thumb1_parameters *p, const int8_t *input, uint8_t *plane)
{
    const int32_t stride = p->inner.stride;
    const int32_t step = stride * p->inner.input_step;
    for (int32_t first = 0; first < stride && first < p->inner.input_length; ++first, input += p->inner.input_step) {
        const int32_t place = p->inner.padding + first;
        const int32_t count = (p->inner.input_length - first + stride - 1) / stride;
        const int8_t *source = input;
        uint8_t *line = plane + p->outer.padding * p->plane_width + place % stride * (p->plane_width / stride) + place / stride;
        for (int32_t i = 0; i < p->outer.input_length; ++i, source += p->outer.input_step, line += p->plane_width) {
            modelc_depthwise_conv_s8_thumb1_line(source, step, count, line);
        }
    }
}

/* count results along the inner axis. Fewer than three are the last of three each, which overwrite the others. */
static void modelc_depthwise_conv_s8_thumb1_all(modelc_depthwise_conv_s8_thumb1_row *row, const uint8_t *window, int8_t *output,
                                                int32_t count, int32_t step)
{
    row->output_step = count < 3 ? 0 : step;
    for (int32_t i = 0; i < (count < 3 ? count : 1); ++i) {
        row->window = count < 3 ? window + i - 2 : window;
        row->last_window = count < 3 ? row->window : window + count - 3;
        row->output = output + i * step;
        row->last_output = output + (count - 3) * step;
        modelc_depthwise_conv_s8_thumb1_results(row);
    }
}

/* All results of a channel whose taps and plane are set. */
static void modelc_depthwise_conv_s8_thumb1_channel(const modelc_depthwise_conv_s8_thumb1_parameters *p,
                                                    modelc_depthwise_conv_s8_thumb1_row *row, const int32_t *channel,
                                                    const uint8_t *plane, int8_t *output)
{
    row->finish.channels = channel + 2;
    row->start = channel[0];
    row->scale = modelc_thumb1_scale_of(&row->finish, channel[1]);
    for (int32_t y = 0; y < p->outer.output_length; ++y) {
        modelc_depthwise_conv_s8_thumb1_all(row, plane, output, p->inner.output_length, p->inner.output_step);
        plane += p->outer.stride * p->plane_width;
        output += p->outer.output_step;
    }
}

MODELC_API void modelc_depthwise_conv_s8_thumb1(const modelc_depthwise_conv_s8_thumb1_parameters *parameters, const int8_t *input,
                                                int8_t *output, void *scratch)
{
    const int32_t count = parameters->taps;
    int32_t *const taps = (int32_t *)scratch;
    uint8_t *const plane = (uint8_t *)(taps + 2 * count);
    modelc_depthwise_conv_s8_thumb1_row row;
    modelc_thumb1_begin(&row.finish, &parameters->estimate, &parameters->output);
    row.taps = taps;
    row.taps_end = taps + 2 * count;
    row.skipped = (9 - count % 9) % 9;
    memset(plane, parameters->input_zero_point + 128, (size_t)(parameters->plane_width * parameters->plane_height));
    for (int32_t channel = 0; channel < parameters->channels; ++channel) {
        for (int32_t i = 0; i < count; ++i) {
            taps[2 * i] = parameters->weights[channel * count + i];
            taps[2 * i + 1] = parameters->offsets[i];
        }
        modelc_depthwise_conv_s8_thumb1_plane(parameters, input + channel, plane);
        modelc_depthwise_conv_s8_thumb1_channel(parameters, &row, parameters->starts + 2 * channel, plane, output + channel);
    }
}

#endif
