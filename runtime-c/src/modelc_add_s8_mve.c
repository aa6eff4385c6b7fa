#include "modelc.h"
#include "modelc_mve.h"

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)

MODELC_API void modelc_add_s8_mve(const modelc_add_s8_parameters *parameters, const int8_t *a, const int8_t *b, int8_t *output)
{
    const modelc_sum_s8 *const sum = &parameters->sum;
    const int32x4_t multiplier_a = vdupq_n_s32(sum->multiplier_a);
    const int32x4_t min = vdupq_n_s32(sum->min);
    const int32x4_t max = vdupq_n_s32(sum->max);
    __asm volatile(
        "wlstp.32 lr, %[count], 2f\n"
        "1:\n"
        "vldrb.s32 q0, [%[a]], #4\n"
        "vldrb.s32 q1, [%[b]], #4\n"
        "vmlas.s32 q0, %q[multiplier_a], %[offset]\n"
        "vmla.s32 q0, q1, %[multiplier_b]\n"
        "vshl.s32 q0, %[shift]\n"
        "vmax.s32 q0, q0, %q[min]\n"
        "vmin.s32 q0, q0, %q[max]\n"
        "vstrb.32 q0, [%[output]], #4\n"
        "letp lr, 1b\n"
        "2:\n"
        : [a] "+r"(a), [b] "+r"(b), [output] "+r"(output)
        : [count] "r"(parameters->count), [offset] "r"(sum->offset), [multiplier_b] "r"(sum->multiplier_b), [shift] "r"(-sum->shift),
          [multiplier_a] "w"(multiplier_a), [min] "w"(min), [max] "w"(max)
        : "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "lr", "memory");
}

#endif
