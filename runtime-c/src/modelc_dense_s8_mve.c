#include "modelc.h"
#include "modelc_mve.h"

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)

/* What modelc_dense_s8_mve_tiles reads; the offsets are known to its assembly. */
typedef struct {
    const int8_t *weights;
    const int8_t *input;
    const int32_t *bias;
    int8_t *output;
    int32_t groups;
    int32_t steps; /* whole 16 inputs */
    int32_t tail;  /* inputs after them */
    int32_t zero_point, min, max;
    const int32_t *multipliers;
    int32_t multiplier_step; /* bytes from one group to the next */
} modelc_dense_s8_mve_arguments;

#define MODELC_TWO_FILTERS(sum0, sum1)        \
    "vldrb.u8 q1, [r1], #16\n"                \
    "vmladava.s8 " sum0 ", q0, q1\n"          \
    "vldrb.u8 q2, [r1], #16\n"                \
    "vmladava.s8 " sum1 ", q0, q2\n"

#define MODELC_TAIL_FILTER(sum)               \
    "vpst\n"                                  \
    "vldrbt.u8 q1, [r1]\n"                    \
    "add r1, r1, r7\n"                        \
    "vmladava.s8 " sum ", q0, q1\n"

/* Eight outputs at a time, for all groups of eight. A step takes 16 inputs: 17 instructions for 128 products. */
__attribute__((naked, noinline)) static void modelc_dense_s8_mve_tiles(
    const modelc_dense_s8_mve_arguments *arguments __attribute__((unused)))
{
    __asm volatile(
        "push {r4-r11, lr}\n"
        "vpush {d8-d15}\n"
        "sub sp, sp, #36\n"
        "ldm r0, {r1-r12}\n"
        /* sp: 0 input, 4 bias, 8 output, 12 groups, 16 steps, 20 tail, 24 multipliers, 28 their step */
        "strd r2, r3, [sp, #0]\n"
        "strd r4, r5, [sp, #8]\n"
        "strd r6, r7, [sp, #16]\n"
        "strd r11, r12, [sp, #24]\n"
        "vdup.32 q5, r8\n"
        "vdup.32 q6, r9\n"
        "vdup.32 q7, r10\n"
        "1:\n"
        "ldrd r3, r9, [sp, #0]\n"
        "ldrd r5, r7, [sp, #16]\n"
        "ldrd r0, r2, [r9], #8\n"
        "ldrd r4, r6, [r9], #8\n"
        "ldrd r8, r10, [r9], #8\n"
        "ldrd r12, r14, [r9], #8\n"
        "cbz r5, 3f\n"
        "2:\n"
        "vldrb.u8 q0, [r3], #16\n"
        MODELC_TWO_FILTERS("r0", "r2") MODELC_TWO_FILTERS("r4", "r6")
        MODELC_TWO_FILTERS("r8", "r10") MODELC_TWO_FILTERS("r12", "r14")
        "subs r5, r5, #1\n"
        "bne 2b\n"
        "3:\n"
        "cmp r7, #0\n"
        "beq 4f\n"
        "vctp.8 r7\n"
        "vpst\n"
        "vldrbt.u8 q0, [r3]\n"
        MODELC_TAIL_FILTER("r0") MODELC_TAIL_FILTER("r2") MODELC_TAIL_FILTER("r4") MODELC_TAIL_FILTER("r6")
        MODELC_TAIL_FILTER("r8") MODELC_TAIL_FILTER("r10") MODELC_TAIL_FILTER("r12") MODELC_TAIL_FILTER("r14")
        "4:\n"
        "vmov q0[2], q0[0], r0, r4\n"
        "vmov q0[3], q0[1], r2, r6\n"
        "vmov q1[2], q1[0], r8, r12\n"
        "vmov q1[3], q1[1], r10, r14\n"
        "ldrd r11, r12, [sp, #24]\n"
        "vldrw.u32 q2, [r11]\n"
        "vldrw.u32 q3, [r11, #16]\n"
        "add r11, r11, r12\n"
        "str r11, [sp, #24]\n"
        "vmulh.s32 q0, q0, q2\n"
        "vmulh.s32 q1, q1, q3\n"
        "vneg.s32 q2, q2\n"
        "vneg.s32 q3, q3\n"
        "str r9, [sp, #4]\n"
        "vrshl.s32 q0, q0, q2\n"
        "vrshl.s32 q1, q1, q3\n"
        "ldrd r2, r3, [sp, #8]\n"
        "vadd.i32 q0, q0, q5\n"
        "vadd.i32 q1, q1, q5\n"
        "vmax.s32 q0, q0, q6\n"
        "vmax.s32 q1, q1, q6\n"
        "vmin.s32 q0, q0, q7\n"
        "vmin.s32 q1, q1, q7\n"
        "vstrb.32 q0, [r2], #4\n"
        "vstrb.32 q1, [r2], #4\n"
        "subs r3, r3, #1\n"
        "strd r2, r3, [sp, #8]\n"
        "bne 1b\n"
        "add sp, sp, #36\n"
        "vpop {d8-d15}\n"
        "pop {r4-r11, pc}\n");
}

MODELC_API void modelc_dense_s8_mve(const modelc_dense_s8_mve_parameters *parameters, const int8_t *input, int8_t *output)
{
    const modelc_dense_s8_mve_parameters *const p = parameters;
    const int32_t whole_groups = p->outputs / 8;
    const int32_t rest = p->outputs - whole_groups * 8;
    for (int32_t row = 0; row < p->rows; ++row) {
        modelc_dense_s8_mve_arguments a;
        a.weights = p->weights;
        a.input = input + row * p->inputs;
        a.bias = p->bias;
        a.multipliers = p->multipliers;
        a.multiplier_step = p->multiplier_step;
        a.output = output + row * p->outputs;
        a.groups = whole_groups;
        a.steps = p->inputs / 16;
        a.tail = p->inputs % 16;
        a.zero_point = p->output.zero_point;
        a.min = p->output.min;
        a.max = p->output.max;
        if (whole_groups > 0) {
            modelc_dense_s8_mve_tiles(&a);
        }
        if (rest > 0) {
            int8_t last[8];
            a.weights += whole_groups * 8 * p->inputs;
            a.bias += whole_groups * 8;
            a.multipliers += whole_groups * p->multiplier_step / 4;
            a.output = last;
            a.groups = 1;
            modelc_dense_s8_mve_tiles(&a);
            memcpy(output + row * p->outputs + whole_groups * 8, last, (size_t)rest);
        }
    }
}

#endif
