/*
 * Requantisation for Armv6-M, whose products have 32 bits. Not for models.
 *
 * One product of rounded operands gives an estimate of what modelc_requantise gives; where its fraction is so close to the next integer that
 * the rounding of the operands may matter, the exact product is computed from 16-bit halves. modelc_estimate says when.
 */
#ifndef MODELC_THUMB1_H
#define MODELC_THUMB1_H

#include "modelc.h"

#if defined(__ARM_ARCH_6M__)

/* What the assembly below reads; it relies on the order. channels: behind the channel's multiplier. Bounds less the zero point. */
typedef struct {
    const int32_t *channels;
    int32_t accumulator_shift, offset;
    uint32_t certain;
    int32_t min, max, zero_point;
} modelc_thumb1_finish;

/* The constants of a layer. */
static inline void modelc_thumb1_begin(modelc_thumb1_finish *finish, const modelc_estimate *estimate, const modelc_output_s8 *output)
{
    finish->accumulator_shift = estimate->accumulator_shift;
    finish->offset = estimate->offset;
    finish->certain = estimate->certain;
    finish->min = output->min - output->zero_point;
    finish->max = output->max - output->zero_point;
    finish->zero_point = output->zero_point;
}

/* How sums of a channel become estimates. */
typedef struct {
    int32_t multiplier, offset, fraction;
} modelc_thumb1_scale;

static inline modelc_thumb1_scale modelc_thumb1_scale_of(const modelc_thumb1_finish *finish, int32_t multiplier)
{
    modelc_thumb1_scale scale;
    scale.multiplier = (int32_t)(((uint32_t)multiplier + 0x8000u) >> 16);
    scale.fraction = (multiplier & 0xff) + 16 - finish->accumulator_shift;
    scale.offset = finish->offset * ((int32_t)1 << (scale.fraction - 8));
    return scale;
}

#define MODELC_THUMB1_CHANNELS "#0"
#define MODELC_THUMB1_SHIFT "#4"
#define MODELC_THUMB1_OFFSET "#8"
#define MODELC_THUMB1_CERTAIN "#12"
#define MODELC_THUMB1_MIN "#16"
#define MODELC_THUMB1_MAX "#20"
#define MODELC_THUMB1_ZERO_POINT "#24"

/*
 * Begins and ends a naked function with all registers saved. saved: "r4-r7" for both, or "r0, r4-r7" and "r3-r7", which keeps the first
 * argument at the stack's top between them.
 */
#define MODELC_THUMB1_ENTER(saved) \
    ".syntax unified\n" \
    "push {r4-r7, lr}\n" \
    "mov r4, r8\n" \
    "mov r5, r9\n" \
    "mov r6, r10\n" \
    "mov r7, r11\n" \
    "push {" saved "}\n"

#define MODELC_THUMB1_LEAVE(saved) \
    "pop {" saved "}\n" \
    "mov r8, r4\n" \
    "mov r9, r5\n" \
    "mov r10, r6\n" \
    "mov r11, r7\n" \
    "pop {r4-r7, pc}\n"

/* As modelc_thumb1_scale_of: the multiplier of the estimate in r3 and its shift in r2, of the channel's multiplier in r3. Uses r0. */
#define MODELC_THUMB1_MULTIPLIER \
    "uxtb r2, r3\n" \
    "movs r0, #1\n" \
    "lsls r0, r0, #15\n" \
    "adds r3, r3, r0\n" \
    "lsrs r3, r3, #16\n"

/* The same for the offset, in r3; r2: the shift, then 8 less than the bits of the fraction; r0: the accumulator's shift. */
#define MODELC_THUMB1_ESTIMATE_OFFSET \
    "subs r2, r2, r0\n" \
    "adds r2, r2, #8\n" \
    "ldr r3, [r1, " MODELC_THUMB1_OFFSET "]\n" \
    "lsls r3, r2\n"

/* Sums in registers such as "r4, r5" times the estimate's multiplier r3, after the accumulator's shift r0. */
#define MODELC_THUMB1_SCALE(sums) \
    ".irp sum, " sums "\n" \
    "asrs \\sum, r0\n" \
    "muls \\sum, r3\n" \
    ".endr\n"

/* Sums plus r3. */
#define MODELC_THUMB1_ADD(sums) \
    ".irp sum, " sums "\n" \
    "adds \\sum, \\sum, r3\n" \
    ".endr\n"

/*
 * Rounds estimates in registers such as "r4, r5". The symbol offset says where behind r1 their sums are, and is moved on. r1: the struct's
 * address; r2: bits of the fraction; r11: certain. Uses r0, r3 and lr. MODELC_THUMB1_EXACT must follow in the same function.
 */
#define MODELC_THUMB1_ROUND(estimates) \
    "movs r3, #32\n" \
    "subs r3, r3, r2\n" \
    ".irp estimate, " estimates "\n" \
    "movs r0, \\estimate\n" \
    "lsls r0, r3\n" \
    "cmp r0, r11\n" \
    "blo 7f\n" \
    "movs r0, #offset\n" \
    "bl 9f\n" \
    "movs \\estimate, r0\n" \
    "b 8f\n" \
    "7:\n" \
    "asrs \\estimate, r2\n" \
    "8:\n" \
    ".set offset, offset + 4\n" \
    ".endr\n"

/* Clamps rounded results and adds the zero point. r1: the struct's address. Uses r0, r2 and r3. */
#define MODELC_THUMB1_CLAMP(results) \
    "ldr r2, [r1, " MODELC_THUMB1_MIN "]\n" \
    "ldr r3, [r1, " MODELC_THUMB1_MAX "]\n" \
    "ldr r0, [r1, " MODELC_THUMB1_ZERO_POINT "]\n" \
    ".irp result, " results "\n" \
    "cmp \\result, r2\n" \
    "bge 7f\n" \
    "movs \\result, r2\n" \
    "7:\n" \
    "cmp \\result, r3\n" \
    "ble 8f\n" \
    "movs \\result, r3\n" \
    "8:\n" \
    "adds \\result, \\result, r0\n" \
    ".endr\n"

/* Stores results r2 bytes behind the addresses that stand at the symbol offset behind r1, which is moved on. Uses r3. */
#define MODELC_THUMB1_STORE(results) \
    ".irp result, " results "\n" \
    "ldr r3, [r1, #offset]\n" \
    "strb \\result, [r3, r2]\n" \
    ".set offset, offset + 4\n" \
    ".endr\n"

/* The exact result for the sum r0 bytes behind the struct's address, in r0; changes nothing else. */
#define MODELC_THUMB1_EXACT \
    "9:\n" \
    "push {r1-r7, lr}\n" \
    "ldr r0, [r0, r1]\n" \
    "ldr r2, [r1, " MODELC_THUMB1_CHANNELS "]\n" \
    "subs r2, r2, #4\n" \
    "ldr r1, [r2]\n" \
    "uxth r2, r0\n" \
    "asrs r0, r0, #16\n" \
    "uxth r3, r1\n" \
    "lsrs r4, r1, #16\n" \
    "movs r5, r2\n" \
    "muls r5, r3\n" \
    "lsrs r5, r5, #16\n" \
    "muls r3, r0\n" \
    "adds r3, r3, r5\n" \
    "muls r2, r4\n" \
    "uxth r5, r3\n" \
    "adds r2, r2, r5\n" \
    "lsrs r2, r2, #16\n" \
    "muls r0, r4\n" \
    "asrs r3, r3, #16\n" \
    "adds r0, r0, r3\n" \
    "adds r0, r0, r2\n" /* the product's high word */ \
    "uxtb r1, r1\n" \
    "movs r2, #0\n" \
    "asrs r0, r1\n" \
    "adcs r0, r2\n" /* the last bit shifted out is the rounding */ \
    "pop {r1-r7, pc}\n"

#endif

#endif
