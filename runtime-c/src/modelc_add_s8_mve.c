#include "modelc.h"
#include "modelc_mve.h"

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)

MODELC_API void modelc_add_s8_mve(const modelc_add_s8_parameters *parameters, const int8_t *a, const int8_t *b, int8_t *output)
{
    const modelc_sum_s8 *const sum = &parameters->sum;
    const int32x4_t shift = vdupq_n_s32(-sum->shift);
    const int32x4_t offset = vdupq_n_s32(sum->offset);
    const int32x4_t min = vdupq_n_s32(sum->min);
    const int32x4_t max = vdupq_n_s32(sum->max);
    for (int32_t rest = parameters->count; rest > 0; rest -= 4, a += 4, b += 4, output += 4) {
        const mve_pred16_t inside = vctp32q((uint32_t)rest);
        int32x4_t value = vmlaq_n_s32(offset, vldrbq_z_s32(a, inside), sum->multiplier_a);
        value = vmlaq_n_s32(value, vldrbq_z_s32(b, inside), sum->multiplier_b);
        value = vminq_s32(vmaxq_s32(vshlq_s32(value, shift), min), max);
        vstrbq_p_s32(output, value, inside);
    }
}

#endif
