#include "modelc.h"
#include "modelc_thumb1.h"
#include "modelc_thumb1_windows.h"

#if defined(__ARM_ARCH_6M__)

/*
 * Eight columns a to h share five words an input: a + 4096 b, c + 4096 d, e + 4096 f, g + 4096 h, and f + 2^8 h + 2^16 b + 2^24 d. A word
 * times a weight adds up like a product; at the end the low byte of the last sum is that of F, so E + 4096 F less 4096 times that byte, modulo
 * 2^20, is E; F follows, and without it the last sum shows the low byte of H, and so on.
 * The assembly below relies on the order of the members.
 */
typedef struct {
    modelc_thumb1_finish finish;
    int32_t filter;
    const uint8_t *weights; /* of the filter */
    const int32_t *words;   /* five start values, then the inputs */
    const int32_t *end;
    int32_t filters;
    int32_t skipped;        /* inputs that the first pass of the unrolled loop leaves out */
    uint32_t entry;         /* address where the first pass begins */
    int32_t sums[8];
    int8_t *outputs[8];     /* at eight places */
} modelc_conv_8_places_s8_thumb1_tile;

/* Sums of two columns plus lr, from their word and from r3, whose low byte is that of the second. */
#define MODELC_CONV_8_PLACES_PAIR(word, first, second) \
    "mov " second ", " word "\n" \
    "lsls " first ", r3, #24\n" \
    "lsrs " first ", " first ", #12\n" \
    "subs " first ", " second ", " first "\n" \
    "lsls " first ", " first ", #12\n" \
    "asrs " first ", " first ", #12\n" \
    "subs " second ", " second ", " first "\n" \
    "asrs " second ", " second ", #12\n" \
    "subs r3, r3, " second "\n" \
    "lsrs r3, r3, #8\n" \
    "add " first ", lr\n" \
    "add " second ", lr\n"

/* Four results of the sums in r4 to r7. r8: multiplier of the estimate, r9: its offset, r10: bits of its fraction. */
#define MODELC_CONV_8_PLACES_FINISH(sums, outputs) \
    "ldr r0, [r1, " MODELC_THUMB1_SHIFT "]\n" \
    "mov r3, r8\n" \
    MODELC_THUMB1_SCALE("r4, r5, r6, r7") \
    "mov r3, r9\n" \
    MODELC_THUMB1_ADD("r4, r5, r6, r7") \
    "mov r2, r10\n" \
    ".set offset, " sums "\n" \
    MODELC_THUMB1_ROUND("r4, r5, r6, r7") \
    MODELC_THUMB1_CLAMP("r4, r5, r6, r7") \
    "ldr r2, [r1, #28]\n" \
    ".set offset, " outputs "\n" \
    MODELC_THUMB1_STORE("r4, r5, r6, r7")

/* All filters of eight columns. 12 instructions an input; 16 inputs are unrolled, the first pass enters in the middle. */
__attribute__((naked, noinline)) static void modelc_conv_8_places_s8_thumb1_filters(
    modelc_conv_8_places_s8_thumb1_tile *tile __attribute__((unused)))
{
    __asm volatile(
        MODELC_THUMB1_ENTER("r0, r4-r7")
        "ldr r1, [r0, #48]\n"
        "ldr r2, [r0, #32]\n"
        "subs r2, r2, r1\n"
        "str r2, [r0, #32]\n"
        "movs r2, #24\n"
        "muls r1, r2\n"
        "adr r2, 2f\n"
        "adds r1, r1, r2\n"
        "adds r1, r1, #1\n"
        "str r1, [r0, #52]\n"
        "1:\n"
        "ldr r0, [sp]\n"
        "ldr r1, [r0, #40]\n"
        "mov lr, r1\n"
        "ldr r1, [r0, #36]\n"
        "ldm r1!, {r3-r7}\n"
        "mov r8, r3\n"
        "mov r9, r4\n"
        "mov r10, r5\n"
        "mov r11, r6\n"
        "mov r12, r7\n"
        "ldr r2, [r0, #52]\n"
        "ldr r0, [r0, #32]\n"
        "bx r2\n"
        ".balign 4\n"
        "2:\n"
        ".set offset, 0\n"
        ".rept 16\n"
        "ldm r1!, {r3-r7}\n"
        "ldrb r2, [r0, #offset]\n"
        "muls r3, r2\n"
        "add r8, r3\n"
        "muls r4, r2\n"
        "add r9, r4\n"
        "muls r5, r2\n"
        "add r10, r5\n"
        "muls r6, r2\n"
        "add r11, r6\n"
        "muls r7, r2\n"
        "add r12, r7\n"
        ".set offset, offset + 1\n"
        ".endr\n"
        "adds r0, r0, #16\n"
        "cmp r1, lr\n"
        "beq 3f\n"
        "b 2b\n"
        "3:\n"
        "ldr r1, [sp]\n"
        "ldr r2, [r1, #48]\n"
        "subs r0, r0, r2\n"
        "str r0, [r1, #32]\n"
        "ldr r2, [r1, " MODELC_THUMB1_CHANNELS "]\n"
        "ldr r0, [r2]\n"
        "mov lr, r0\n"
        "adds r2, r2, #8\n"
        "str r2, [r1, " MODELC_THUMB1_CHANNELS "]\n"
        "mov r3, r12\n"
        MODELC_CONV_8_PLACES_PAIR("r10", "r4", "r5")
        MODELC_CONV_8_PLACES_PAIR("r11", "r6", "r7")
        "movs r2, r1\n"
        "adds r2, r2, #72\n"
        "stm r2!, {r4-r7}\n"
        MODELC_CONV_8_PLACES_PAIR("r8", "r4", "r5")
        MODELC_CONV_8_PLACES_PAIR("r9", "r6", "r7")
        "movs r2, r1\n"
        "adds r2, r2, #56\n"
        "stm r2!, {r4-r7}\n"
        "ldr r2, [r1, " MODELC_THUMB1_CERTAIN "]\n"
        "mov r11, r2\n"
        "ldr r3, [r1, " MODELC_THUMB1_CHANNELS "]\n"
        "subs r3, r3, #4\n"
        "ldr r3, [r3]\n"
        MODELC_THUMB1_MULTIPLIER
        "mov r8, r3\n"
        "ldr r0, [r1, " MODELC_THUMB1_SHIFT "]\n"
        MODELC_THUMB1_ESTIMATE_OFFSET
        "mov r9, r3\n"
        "adds r2, r2, #8\n"
        "mov r10, r2\n"
        MODELC_CONV_8_PLACES_FINISH("56", "88")
        "movs r2, r1\n"
        "adds r2, r2, #72\n"
        "ldm r2!, {r4-r7}\n"
        MODELC_CONV_8_PLACES_FINISH("72", "104")
        "adds r2, r2, #1\n"
        "str r2, [r1, #28]\n"
        "ldr r3, [r1, #44]\n"
        "cmp r2, r3\n"
        "beq 4f\n"
        "b 1b\n"
        "4:\n"
        MODELC_THUMB1_LEAVE("r3-r7")
        MODELC_THUMB1_EXACT);
}

#undef MODELC_CONV_8_PLACES_PAIR
#undef MODELC_CONV_8_PLACES_FINISH

/* Columns in the making. The assembly below relies on the order of the members. */
typedef struct {
    const int8_t *sources[8];
    int32_t *words;   /* those of the next input */
    uint32_t sums[5]; /* of all words before */
} modelc_conv_8_places_s8_thumb1_columns;

/* Packs the next count inputs, at least one: of columns e to h, then of a to d. */
__attribute__((naked, noinline)) static void modelc_conv_8_places_s8_thumb1_pack(
    modelc_conv_8_places_s8_thumb1_columns *columns __attribute__((unused)), int32_t count __attribute__((unused)))
{
    __asm volatile(
        MODELC_THUMB1_ENTER("r4-r7")
        "mov r11, r1\n"
        "mov r12, r0\n"
        "ldr r5, [r0, #44]\n"
        "mov r8, r5\n"
        "ldr r5, [r0, #48]\n"
        "mov r9, r5\n"
        "ldr r5, [r0, #32]\n"
        "movs r4, #0\n"
        "adds r0, r0, #16\n"
        "ldm r0, {r0-r3}\n"
        "1:\n"
        "ldrsb r6, [r1, r4]\n"
        "str r6, [r5, #16]\n"
        "lsls r6, r6, #12\n"
        "ldrsb r7, [r0, r4]\n"
        "adds r6, r6, r7\n"
        "str r6, [r5, #8]\n"
        "add r8, r6\n"
        "ldrsb r6, [r3, r4]\n"
        "lsls r6, r6, #8\n"
        "ldr r7, [r5, #16]\n"
        "adds r7, r7, r6\n"
        "str r7, [r5, #16]\n"
        "lsls r6, r6, #4\n"
        "ldrsb r7, [r2, r4]\n"
        "adds r6, r6, r7\n"
        "str r6, [r5, #12]\n"
        "add r9, r6\n"
        "adds r5, r5, #20\n"
        "adds r4, r4, #1\n"
        "cmp r4, r11\n"
        "bne 1b\n"
        "mov r0, r12\n"
        "mov r5, r8\n"
        "str r5, [r0, #44]\n"
        "mov r5, r9\n"
        "str r5, [r0, #48]\n"
        "ldr r5, [r0, #36]\n"
        "mov r8, r5\n"
        "ldr r5, [r0, #40]\n"
        "mov r9, r5\n"
        "ldr r5, [r0, #52]\n"
        "mov r10, r5\n"
        "ldr r5, [r0, #32]\n"
        "movs r4, #0\n"
        "ldm r0, {r0-r3}\n"
        "2:\n"
        "ldrsb r6, [r1, r4]\n"
        "lsls r6, r6, #12\n"
        "ldrsb r7, [r0, r4]\n"
        "adds r7, r7, r6\n"
        "str r7, [r5]\n"
        "add r8, r7\n"
        "lsls r6, r6, #4\n"
        "ldr r7, [r5, #16]\n"
        "adds r7, r7, r6\n"
        "ldrsb r6, [r3, r4]\n"
        "lsls r6, r6, #24\n"
        "adds r7, r7, r6\n"
        "str r7, [r5, #16]\n"
        "add r10, r7\n"
        "asrs r6, r6, #12\n"
        "ldrsb r7, [r2, r4]\n"
        "adds r7, r7, r6\n"
        "str r7, [r5, #4]\n"
        "add r9, r7\n"
        "adds r5, r5, #20\n"
        "adds r4, r4, #1\n"
        "cmp r4, r11\n"
        "bne 2b\n"
        "mov r0, r12\n"
        "str r5, [r0, #32]\n"
        "mov r5, r8\n"
        "str r5, [r0, #36]\n"
        "mov r5, r9\n"
        "str r5, [r0, #40]\n"
        "mov r5, r10\n"
        "str r5, [r0, #52]\n"
        MODELC_THUMB1_LEAVE("r4-r7"));
}

/* The columns of eight places from place on. words: start values, then inputs, then a pixel of padding. */
static void modelc_conv_8_places_s8_thumb1_gather(const modelc_conv_s8_thumb1_parameters *p, const int8_t *input, int32_t place,
                                                  int32_t *words)
{
    const modelc_window *const w = &p->window;
    const int8_t *const padding = (const int8_t *)(words + 5 + 5 * p->inputs);
    modelc_thumb1_windows windows;
    modelc_conv_8_places_s8_thumb1_columns columns;
    modelc_thumb1_windows_at(&windows, w, place, 8);
    columns.words = words + 5;
    for (int32_t i = 0; i < 5; ++i) {
        columns.sums[i] = 0;
    }
    for (int32_t ky = 0, y = 0; ky < w->kernel_height; ++ky, y += w->dilation_height) {
        const int is_inside = modelc_thumb1_windows_inside(&windows, w, y);
        for (int32_t kx = 0; kx < (is_inside ? 1 : w->kernel_width); ++kx) {
            modelc_thumb1_windows_tap(&windows, w, input, padding, y, kx * w->dilation_width, columns.sources);
            modelc_conv_8_places_s8_thumb1_pack(&columns, is_inside ? w->kernel_width * w->input_channels : w->input_channels);
        }
    }
    for (int32_t i = 0; i < 5; ++i) {
        words[i] = (int32_t)(0u - 128u * columns.sums[i]);
    }
}

MODELC_API void modelc_conv_8_places_s8_thumb1(const modelc_conv_s8_thumb1_parameters *parameters, const int8_t *input, int8_t *output,
                                               void *scratch)
{
    const int32_t places = parameters->window.output_height * parameters->window.output_width;
    const int32_t inputs = parameters->inputs;
    int32_t *const words = (int32_t *)scratch;
    modelc_conv_8_places_s8_thumb1_tile tile;
    modelc_thumb1_begin(&tile.finish, &parameters->estimate, &parameters->output);
    memset(words + 5 + 5 * inputs, parameters->input_zero_point, (size_t)parameters->window.input_channels);
    tile.skipped = (16 - (inputs & 15)) & 15;
    tile.filters = parameters->window.output_channels;
    tile.words = words;
    tile.end = words + 5 + 5 * inputs;
    for (int32_t place = 0; place < places; place += 8) {
        modelc_conv_8_places_s8_thumb1_gather(parameters, input, place, words);
        for (int32_t i = 0; i < 8; ++i) {
            const int32_t at = place + i < places ? place + i : places - 1;
            tile.outputs[i] = output + at * tile.filters;
        }
        tile.filter = 0;
        tile.finish.channels = parameters->channels;
        tile.weights = parameters->weights;
        modelc_conv_8_places_s8_thumb1_filters(&tile);
    }
}

#endif
