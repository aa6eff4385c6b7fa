#include "modelc.h"
#include "modelc_dsp_dense.h"

#if defined(__ARM_FEATURE_DSP)

/* The multipliers of two outputs. */
#define MODELC_NEXT_MULTIPLIERS "ldrd r2, r14, [r12], #8\n" "add r3, r14, #8\n"

MODELC_DSP_DENSE_TILES(modelc_dense_s8_dsp_tiles, "", MODELC_NEXT_MULTIPLIERS, "str r12, [sp, #32]\n")

MODELC_API void modelc_dense_s8_dsp(const modelc_dense_s8_dsp_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    modelc_dsp_dense(parameters, 8, modelc_dense_s8_dsp_tiles, input, output, (uint32_t *)scratch);
}

#endif
