#include "modelc.h"
#include "modelc_dsp_dense.h"

#if defined(__ARM_FEATURE_DSP)

/* The one multiplier. */
#define MODELC_ONE_MULTIPLIER "ldr r2, [r12]\n" "mov r14, r2\n" "add r3, r2, #8\n"

MODELC_DSP_DENSE_TILES(modelc_dense_tensor_s8_dsp_tiles, MODELC_ONE_MULTIPLIER, "", "")

MODELC_API void modelc_dense_tensor_s8_dsp(const modelc_dense_s8_dsp_parameters *parameters, const int8_t *input, int8_t *output,
                                           void *scratch)
{
    modelc_dsp_dense(parameters, 0, modelc_dense_tensor_s8_dsp_tiles, input, output, (uint32_t *)scratch);
}

#endif
