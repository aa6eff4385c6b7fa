#include "modelc.h"
#include "modelc_thumb1.h"
#include "modelc_thumb1_windows.h"

#if defined(__ARM_ARCH_6M__)

/*
 * Four columns a, b, c, d share three words an input: a + 256 b, c + 256 d, b + 65536 d. A word times a weight adds up like a product; at the
 * end the sums C of a, b, c, d come apart: the third word modulo 2^16 is B, so the first less 256 B, modulo 2^24, is A, and so on.
 * The assembly below relies on the order of the members.
 */
typedef struct {
    modelc_thumb1_finish finish;
    int32_t sums[4];
    int8_t *outputs[4];     /* at four places */
    int32_t filter;
    const uint8_t *weights; /* of the filter */
    const int32_t *words;   /* three start values, then the inputs */
    const int32_t *end;
    int32_t skipped;        /* inputs that the first pass of the unrolled loop leaves out */
    int32_t filters;
    uint32_t entry;         /* address where the first pass begins */
} modelc_conv_s8_thumb1_tile;

/* All filters of four columns. 8 instructions an input; 16 inputs are unrolled, the first pass enters in the middle. */
__attribute__((naked, noinline)) static void modelc_conv_s8_thumb1_filters(modelc_conv_s8_thumb1_tile *tile __attribute__((unused)))
{
    __asm volatile(
        MODELC_THUMB1_ENTER("r4-r7")
        "mov r10, r0\n"
        "ldr r1, [r0, " MODELC_THUMB1_CERTAIN "]\n"
        "mov r11, r1\n"
        "ldr r1, [r0, #72]\n"
        "mov r9, r1\n"
        "ldr r1, [r0, #76]\n"
        "ldr r2, [r0, #64]\n"
        "subs r2, r2, r1\n"
        "str r2, [r0, #64]\n"
        "lsls r1, r1, #4\n"
        "adr r2, 2f\n"
        "adds r1, r1, r2\n"
        "adds r1, r1, #1\n"
        "str r1, [r0, #84]\n"
        "1:\n"
        "mov r0, r10\n"
        "ldr r1, [r0, #68]\n"
        "ldm r1!, {r5-r7}\n"
        "mov r8, r7\n"
        "ldr r2, [r0, #84]\n"
        "ldr r0, [r0, #64]\n"
        "bx r2\n"
        ".balign 4\n"
        "2:\n"
        ".set offset, 0\n"
        ".rept 16\n"
        "ldm r1!, {r3, r4, r7}\n"
        "ldrb r2, [r0, #offset]\n"
        "muls r3, r2\n"
        "adds r5, r5, r3\n"
        "muls r4, r2\n"
        "adds r6, r6, r4\n"
        "muls r7, r2\n"
        "add r8, r7\n"
        ".set offset, offset + 1\n"
        ".endr\n"
        "adds r0, r0, #16\n"
        "cmp r1, r9\n"
        "beq 3f\n"
        "b 2b\n"
        "3:\n"
        "mov r3, r8\n"
        "lsls r4, r3, #8\n"
        "subs r4, r5, r4\n"
        "lsls r4, r4, #8\n"
        "asrs r4, r4, #8\n"
        "subs r5, r5, r4\n"
        "asrs r5, r5, #8\n"
        "subs r3, r3, r5\n"
        "lsrs r3, r3, #8\n"
        "movs r7, r6\n"
        "subs r6, r6, r3\n"
        "lsls r6, r6, #8\n"
        "asrs r6, r6, #8\n"
        "subs r7, r7, r6\n"
        "asrs r7, r7, #8\n"
        "mov r1, r10\n"
        "ldr r2, [r1, #76]\n"
        "subs r0, r0, r2\n"
        "str r0, [r1, #64]\n"
        "ldr r2, [r1, " MODELC_THUMB1_CHANNELS "]\n"
        "ldm r2!, {r0, r3}\n"
        "str r2, [r1, " MODELC_THUMB1_CHANNELS "]\n"
        "adds r4, r4, r0\n"
        "adds r5, r5, r0\n"
        "adds r6, r6, r0\n"
        "adds r7, r7, r0\n"
        "movs r2, r1\n"
        "adds r2, r2, #28\n"
        "stm r2!, {r4-r7}\n"
        MODELC_THUMB1_MULTIPLIER
        "ldr r0, [r1, " MODELC_THUMB1_SHIFT "]\n"
        MODELC_THUMB1_SCALE("r4, r5, r6, r7")
        MODELC_THUMB1_ESTIMATE_OFFSET
        "adds r2, r2, #8\n" /* bits of the fraction */
        MODELC_THUMB1_ADD("r4, r5, r6, r7")
        ".set offset, 28\n"
        MODELC_THUMB1_ROUND("r4, r5, r6, r7")
        MODELC_THUMB1_CLAMP("r4, r5, r6, r7")
        "ldr r2, [r1, #60]\n"
        ".set offset, 44\n"
        MODELC_THUMB1_STORE("r4, r5, r6, r7")
        "adds r2, r2, #1\n"
        "str r2, [r1, #60]\n"
        "ldr r3, [r1, #80]\n"
        "cmp r2, r3\n"
        "beq 4f\n"
        "b 1b\n"
        "4:\n"
        MODELC_THUMB1_LEAVE("r4-r7")
        MODELC_THUMB1_EXACT);
}

/* Columns in the making. The assembly below relies on the order of the members. */
typedef struct {
    const int8_t *sources[4];
    int32_t *words;   /* those of the next input */
    uint32_t sums[3]; /* of all words before */
} modelc_conv_s8_thumb1_columns;

/* Packs the next count inputs, at least one, of all four columns. */
__attribute__((naked, noinline)) static void modelc_conv_s8_thumb1_pack(modelc_conv_s8_thumb1_columns *columns __attribute__((unused)),
                                                                        int32_t count __attribute__((unused)))
{
    __asm volatile(
        MODELC_THUMB1_ENTER("r4-r7")
        "mov r11, r1\n"
        "mov r12, r0\n"
        "ldr r5, [r0, #20]\n"
        "mov r8, r5\n"
        "ldr r5, [r0, #24]\n"
        "mov r9, r5\n"
        "ldr r5, [r0, #28]\n"
        "mov r10, r5\n"
        "ldr r5, [r0, #16]\n"
        "ldm r0, {r0-r3}\n"
        "movs r4, #0\n"
        "1:\n"
        "ldrsb r6, [r1, r4]\n"
        "str r6, [r5, #8]\n"
        "lsls r6, r6, #8\n"
        "ldrsb r7, [r0, r4]\n"
        "adds r6, r6, r7\n"
        "str r6, [r5]\n"
        "add r8, r6\n"
        "ldrsb r6, [r3, r4]\n"
        "lsls r6, r6, #8\n"
        "ldrsb r7, [r2, r4]\n"
        "adds r7, r6, r7\n"
        "str r7, [r5, #4]\n"
        "add r9, r7\n"
        "lsls r6, r6, #8\n"
        "ldr r7, [r5, #8]\n"
        "adds r6, r6, r7\n"
        "str r6, [r5, #8]\n"
        "add r10, r6\n"
        "adds r5, r5, #12\n"
        "adds r4, r4, #1\n"
        "cmp r4, r11\n"
        "bne 1b\n"
        "mov r0, r12\n"
        "str r5, [r0, #16]\n"
        "mov r5, r8\n"
        "str r5, [r0, #20]\n"
        "mov r5, r9\n"
        "str r5, [r0, #24]\n"
        "mov r5, r10\n"
        "str r5, [r0, #28]\n"
        MODELC_THUMB1_LEAVE("r4-r7"));
}

/* The columns of four places from place on. words: start values, then inputs, then a pixel of padding. */
static void modelc_conv_s8_thumb1_gather(const modelc_conv_s8_thumb1_parameters *p, const int8_t *input, int32_t place, int32_t *words)
{
    const modelc_window *const w = &p->window;
    const int8_t *const padding = (const int8_t *)(words + 3 + 3 * p->inputs);
    modelc_thumb1_windows windows;
    modelc_conv_s8_thumb1_columns columns;
    modelc_thumb1_windows_at(&windows, w, place, 4);
    columns.words = words + 3;
    columns.sums[0] = columns.sums[1] = columns.sums[2] = 0;
    for (int32_t ky = 0, y = 0; ky < w->kernel_height; ++ky, y += w->dilation_height) {
        const int is_inside = modelc_thumb1_windows_inside(&windows, w, y);
        for (int32_t kx = 0; kx < (is_inside ? 1 : w->kernel_width); ++kx) {
            modelc_thumb1_windows_tap(&windows, w, input, padding, y, kx * w->dilation_width, columns.sources);
            modelc_conv_s8_thumb1_pack(&columns, is_inside ? w->kernel_width * w->input_channels : w->input_channels);
        }
    }
    for (int32_t i = 0; i < 3; ++i) {
        words[i] = (int32_t)(0u - 128u * columns.sums[i]);
    }
}

MODELC_API void modelc_conv_s8_thumb1(const modelc_conv_s8_thumb1_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t places = parameters->window.output_height * parameters->window.output_width;
    const int32_t inputs = parameters->inputs;
    int32_t *const words = (int32_t *)scratch;
    modelc_conv_s8_thumb1_tile tile;
    modelc_thumb1_begin(&tile.finish, &parameters->estimate, &parameters->output);
    memset(words + 3 + 3 * inputs, parameters->input_zero_point, (size_t)parameters->window.input_channels);
    tile.skipped = (16 - (inputs & 15)) & 15;
    tile.filters = parameters->window.output_channels;
    tile.words = words;
    tile.end = words + 3 + 3 * inputs;
    for (int32_t place = 0; place < places; place += 4) {
        modelc_conv_s8_thumb1_gather(parameters, input, place, words);
        for (int32_t i = 0; i < 4; ++i) {
            const int32_t at = place + i < places ? place + i : places - 1;
            tile.outputs[i] = output + at * tile.filters;
        }
        tile.filter = 0;
        tile.finish.channels = parameters->channels;
        tile.weights = parameters->weights;
        modelc_conv_s8_thumb1_filters(&tile);
    }
}

#endif
