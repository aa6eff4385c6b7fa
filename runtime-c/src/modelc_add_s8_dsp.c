#include "modelc.h"
#include "modelc_dsp.h"

#if defined(__ARM_FEATURE_DSP)

/* The sum of one pair before it saturates, within 16 bits. */
static inline uint32_t modelc_add_s8_dsp_sum(const modelc_sum_s8 *sum, uint32_t a, uint32_t b)
{
    return (uint32_t)(((int8_t)(a & 0xffu) * sum->multiplier_a + (int8_t)(b & 0xffu) * sum->multiplier_b + sum->offset) >> sum->shift);
}

MODELC_API void modelc_add_s8_dsp(const modelc_add_s8_parameters *parameters, const int8_t *a, const int8_t *b, int8_t *output)
{
    const modelc_sum_s8 sum = parameters->sum;
    const uint32_t origin = 128u << 16 | 128u; /* bytes saturate as unsigned numbers */
    const modelc_output_s8 bounds = { 0, sum.min, sum.max };
    int32_t i = 0;
    for (; i + 4 <= parameters->count; i += 4) {
        const uint32_t four_a = modelc_load_4xs8(a + i);
        const uint32_t four_b = modelc_load_4xs8(b + i);
        const uint32_t sum0 = modelc_add_s8_dsp_sum(&sum, four_a, four_b);
        const uint32_t sum1 = modelc_add_s8_dsp_sum(&sum, four_a >> 8, four_b >> 8);
        const uint32_t sum2 = modelc_add_s8_dsp_sum(&sum, four_a >> 16, four_b >> 16);
        const uint32_t sum3 = modelc_add_s8_dsp_sum(&sum, four_a >> 24, four_b >> 24);
        const uint32_t even = modelc_add_halves(modelc_pack_bottoms(sum0, sum2), origin);
        const uint32_t odd = modelc_add_halves(modelc_pack_bottoms(sum1, sum3), origin);
        modelc_store_4xs8(output + i, modelc_saturate_halves_u8(even), modelc_saturate_halves_u8(odd));
    }
    for (; i < parameters->count; ++i) {
        output[i] = modelc_add_pair_s8(&sum, a[i], b[i]);
    }
    modelc_dsp_clamp(&bounds, output, parameters->count);
}

#endif
