#include "modelc.h"
#include "modelc_thumb1.h"

#if defined(__ARM_ARCH_6M__)

/*
 * A word w holds a weight of each of four filters a, b, c, d. For every input, its halves a + 256 b and c + 256 d and the word with the bytes
 * of its halves swapped are multiplied, which adds up to P = A + 256 B, Q = C + 256 D and R = B + 256 A + 65536 (D + 256 C). At the end R less
 * 256 P, modulo 2^16, is B, so P less 256 B, modulo 2^24, is A; then the same with Q and the upper half of R.
 * The assembly below relies on the order of the members.
 */
typedef struct {
    modelc_thumb1_finish finish;
    int32_t sums[4];
    const int32_t *weights; /* of the group of filters */
    const uint8_t *inputs;  /* plus 128 */
    int32_t group_bytes;
    int32_t skipped;        /* inputs that the first pass of the unrolled loop leaves out, a multiple of 4 */
    uint32_t entry;         /* address where the first pass begins */
    uint32_t pair, swapped; /* start values of P and Q, of R: they make up for weights that are 128 too large */
    const int32_t *starts;
    int32_t multiplier_step;
    modelc_thumb1_scale scale;
    int8_t *output;
    int32_t left;           /* filters without results */
} modelc_dense_s8_thumb1_row;

/* One row, four filters at a time. 41 instructions for 4 inputs; 16 are unrolled, the first pass enters in the middle. */
__attribute__((naked, noinline)) static void modelc_dense_s8_thumb1_filters(modelc_dense_s8_thumb1_row *row __attribute__((unused)))
{
    __asm volatile(
        MODELC_THUMB1_ENTER("r0, r4-r7")
        "ldr r1, [r0, " MODELC_THUMB1_CERTAIN "]\n"
        "mov r11, r1\n"
        "ldr r1, [r0, #56]\n"
        "ldr r2, [r0, #48]\n"
        "subs r2, r2, r1\n"
        "str r2, [r0, #48]\n"
        "movs r2, #82\n"
        "lsrs r1, r1, #2\n"
        "muls r1, r2\n"
        "adr r2, 2f\n"
        "adds r1, r1, r2\n"
        "adds r1, r1, #1\n"
        "str r1, [r0, #60]\n"
        "1:\n"
        "ldr r1, [sp]\n"
        "ldr r2, [r1, #64]\n"
        "mov r8, r2\n"
        "mov r9, r2\n"
        "ldr r2, [r1, #68]\n"
        "mov r10, r2\n"
        "ldr r0, [r1, #44]\n"
        "ldr r2, [r1, #52]\n"
        "adds r2, r2, r0\n"
        "mov r12, r2\n"
        "ldr r2, [r1, #60]\n"
        "ldr r1, [r1, #48]\n"
        "bx r2\n"
        ".balign 4\n"
        "2:\n"
        ".set offset, 0\n"
        ".rept 4\n"
        "ldm r0!, {r4-r7}\n"
        ".irp word, r4, r5, r6, r7\n"
        "ldrb r2, [r1, #offset]\n"
        "uxth r3, \\word\n"
        "muls r3, r2\n"
        "add r8, r3\n"
        "lsrs r3, \\word, #16\n"
        "muls r3, r2\n"
        "add r9, r3\n"
        "rev16 \\word, \\word\n"
        "muls \\word, r2\n"
        "add r10, \\word\n"
        ".set offset, offset + 1\n"
        ".endr\n"
        ".endr\n"
        "adds r1, r1, #16\n"
        "cmp r0, r12\n"
        "beq 3f\n"
        "b 2b\n"
        "3:\n"
        "ldr r1, [sp]\n"
        "str r0, [r1, #44]\n"
        "mov r5, r8\n"
        "mov r7, r9\n"
        "mov r3, r10\n"
        "lsls r2, r5, #8\n"
        "subs r2, r3, r2\n"
        "lsls r2, r2, #16\n"
        "lsrs r2, r2, #8\n"
        "subs r4, r5, r2\n"
        "lsls r4, r4, #8\n"
        "asrs r4, r4, #8\n"
        "subs r5, r5, r4\n"
        "asrs r5, r5, #8\n"
        "lsls r2, r4, #8\n"
        "subs r3, r3, r2\n"
        "subs r3, r3, r5\n"
        "lsrs r3, r3, #16\n"
        "lsls r2, r7, #8\n"
        "subs r2, r3, r2\n"
        "lsls r2, r2, #16\n"
        "lsrs r2, r2, #8\n"
        "subs r6, r7, r2\n"
        "lsls r6, r6, #8\n"
        "asrs r6, r6, #8\n"
        "subs r7, r7, r6\n"
        "asrs r7, r7, #8\n"
        "ldr r2, [r1, #72]\n"
        "ldm r2!, {r0, r3}\n"
        "adds r4, r4, r0\n"
        "adds r5, r5, r3\n"
        "ldm r2!, {r0, r3}\n"
        "adds r6, r6, r0\n"
        "adds r7, r7, r3\n"
        "str r2, [r1, #72]\n"
        "movs r2, r1\n"
        "adds r2, r2, #28\n"
        "stm r2!, {r4-r7}\n"
        ".set offset, 28\n"
        ".irp sum, r4, r5, r6, r7\n"
        "ldr r2, [r1, #76]\n"
        "cmp r2, #0\n"
        "beq 6f\n"
        "ldr r0, [r1, " MODELC_THUMB1_CHANNELS "]\n"
        "ldm r0!, {r3}\n"
        "str r0, [r1, " MODELC_THUMB1_CHANNELS "]\n"
        MODELC_THUMB1_MULTIPLIER
        "str r3, [r1, #80]\n"
        "ldr r0, [r1, " MODELC_THUMB1_SHIFT "]\n"
        MODELC_THUMB1_ESTIMATE_OFFSET
        "adds r2, r2, #8\n"
        "str r3, [r1, #84]\n"
        "str r2, [r1, #88]\n"
        "6:\n"
        "ldr r0, [r1, " MODELC_THUMB1_SHIFT "]\n"
        "ldr r3, [r1, #80]\n"
        "asrs \\sum, r0\n"
        "muls \\sum, r3\n"
        "ldr r3, [r1, #84]\n"
        "adds \\sum, \\sum, r3\n"
        "ldr r2, [r1, #88]\n"
        MODELC_THUMB1_ROUND("\\sum")
        ".endr\n"
        MODELC_THUMB1_CLAMP("r4, r5, r6, r7")
        "ldr r3, [r1, #92]\n"
        "ldr r2, [r1, #96]\n"
        "strb r4, [r3]\n"
        "cmp r2, #1\n"
        "beq 4f\n"
        "strb r5, [r3, #1]\n"
        "cmp r2, #2\n"
        "beq 4f\n"
        "strb r6, [r3, #2]\n"
        "cmp r2, #3\n"
        "beq 4f\n"
        "strb r7, [r3, #3]\n"
        "adds r3, r3, #4\n"
        "str r3, [r1, #92]\n"
        "subs r2, r2, #4\n"
        "str r2, [r1, #96]\n"
        "beq 4f\n"
        "b 1b\n"
        "4:\n"
        MODELC_THUMB1_LEAVE("r3-r7")
        MODELC_THUMB1_EXACT);
}

/* Copies count inputs plus 128, and zeros up to padded_count; returns their sum. */
static uint32_t modelc_dense_s8_thumb1_widen(const int8_t *input, int32_t count, int32_t padded_count, uint8_t *inputs)
{
    uint32_t sum = 0;
    for (int32_t i = 0; i < count; ++i) {
        const int32_t value = input[i] + 128;
        inputs[i] = (uint8_t)value;
        sum += (uint32_t)value;
    }
    for (int32_t i = count; i < padded_count; ++i) {
        inputs[i] = 0;
    }
    return sum;
}

MODELC_API void modelc_dense_s8_thumb1(const modelc_dense_s8_thumb1_parameters *parameters, const int8_t *input, int8_t *output,
                                       void *scratch)
{
    const int32_t padded_inputs = (parameters->inputs + 3) & ~3;
    uint8_t *const inputs = (uint8_t *)scratch;
    modelc_dense_s8_thumb1_row row;
    modelc_thumb1_begin(&row.finish, &parameters->estimate, &parameters->output);
    row.group_bytes = 4 * padded_inputs;
    row.skipped = (16 - (padded_inputs & 15)) & 15;
    row.multiplier_step = parameters->multiplier_step;
    if (parameters->multiplier_step == 0) {
        row.scale = modelc_thumb1_scale_of(&row.finish, parameters->multipliers[0]);
    }
    for (int32_t i = 0; i < parameters->rows; ++i) {
        const uint32_t sum = modelc_dense_s8_thumb1_widen(input + i * parameters->inputs, parameters->inputs, padded_inputs, inputs);
        row.finish.channels = parameters->multipliers + (parameters->multiplier_step == 0 ? 1 : 0);
        row.weights = parameters->weights;
        row.inputs = inputs;
        row.pair = 0u - 128u * 257u * sum;
        row.swapped = row.pair * 65537u;
        row.starts = parameters->starts;
        row.output = output + i * parameters->outputs;
        row.left = parameters->outputs;
        modelc_dense_s8_thumb1_filters(&row);
    }
}

#endif
