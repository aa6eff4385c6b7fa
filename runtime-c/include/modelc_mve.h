/* What kernels for Arm's MVE (Helium) share. Not for models. */
#ifndef MODELC_MVE_H
#define MODELC_MVE_H

#include "modelc.h"

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)

#include <arm_mve.h>

/*
 * Four accumulators to s8 results in 32-bit lanes. The multiplier words' low bytes are the shifts less 32, at least 1: the high word of the
 * product, shifted with rounding, is the exactly rounded result. negated: the multiplier words times -1, whose low bytes shift right.
 */
static inline int32x4_t modelc_mve_requantise(const modelc_output_s8 *output, int32x4_t sums, int32x4_t multipliers, int32x4_t negated)
{
    const int32x4_t scaled = vrshlq_s32(vmulhq_s32(sums, multipliers), negated);
    const int32x4_t shifted = vaddq_n_s32(scaled, output->zero_point);
    return vminq_s32(vmaxq_s32(shifted, vdupq_n_s32(output->min)), vdupq_n_s32(output->max));
}

static inline void modelc_mve_copy(int8_t *to, const int8_t *from, int32_t count)
{
    __asm volatile(
        "wlstp.8 lr, %2, 2f\n"
        "1:\n"
        "vldrb.u8 q0, [%1], #16\n"
        "vstrb.u8 q0, [%0], #16\n"
        "letp lr, 1b\n"
        "2:\n"
        : "+r"(to), "+r"(from)
        : "r"(count)
        : "s0", "s1", "s2", "s3", "lr", "memory");
}

static inline void modelc_mve_fill(int8_t *to, int32_t value, int32_t count)
{
    __asm volatile(
        "vdup.8 q0, %1\n"
        "wlstp.8 lr, %2, 2f\n"
        "1:\n"
        "vstrb.u8 q0, [%0], #16\n"
        "letp lr, 1b\n"
        "2:\n"
        : "+r"(to)
        : "r"(value), "r"(count)
        : "s0", "s1", "s2", "s3", "lr", "memory");
}

#endif

#endif
