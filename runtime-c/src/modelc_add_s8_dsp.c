#include "modelc.h"
#include "modelc_dsp.h"

#if defined(__ARM_FEATURE_DSP)

/* Both sums without their fraction. */
static inline uint32_t modelc_add_s8_dsp_halves(int32_t bottom, int32_t top, int32_t shift)
{
    return modelc_pack_bottoms((uint32_t)(bottom >> shift), (uint32_t)(top >> shift));
}

MODELC_API void modelc_add_s8_dsp(const modelc_add_s8_parameters *parameters, const int8_t *a, const int8_t *b, int8_t *output)
{
    const modelc_sum_s8 *const sum = &parameters->sum;
    const uint32_t multipliers = ((uint32_t)sum->multiplier_a & 0xffffu) | (uint32_t)sum->multiplier_b << 16;
    const int32_t offset = sum->offset + (128 << sum->shift);
    const modelc_output_s8 bounds = { 0, sum->min, sum->max };
    int32_t i = 0;
    for (; i + 4 <= parameters->count; i += 4) {
        const uint32_t four_a = modelc_load_4xs8(a + i);
        const uint32_t four_b = modelc_load_4xs8(b + i);
        const uint32_t a02 = modelc_sxtb16(four_a);
        const uint32_t b02 = modelc_sxtb16(four_b);
        const uint32_t a13 = modelc_sxtb16_ror8(four_a);
        const uint32_t b13 = modelc_sxtb16_ror8(four_b);
        const int32_t sum0 = modelc_smlad(modelc_pack_bottoms(a02, b02), multipliers, offset);
        const int32_t sum2 = modelc_smlad(modelc_pack_tops(a02, b02), multipliers, offset);
        const int32_t sum1 = modelc_smlad(modelc_pack_bottoms(a13, b13), multipliers, offset);
        const int32_t sum3 = modelc_smlad(modelc_pack_tops(a13, b13), multipliers, offset);
        modelc_store_4xs8(output + i, modelc_saturate_halves_u8(modelc_add_s8_dsp_halves(sum0, sum2, sum->shift)),
                          modelc_saturate_halves_u8(modelc_add_s8_dsp_halves(sum1, sum3, sum->shift)));
    }
    for (; i < parameters->count; ++i) {
        output[i] = modelc_add_pair_s8(sum, a[i], b[i]);
    }
    modelc_dsp_clamp(&bounds, output, parameters->count);
}

#endif
