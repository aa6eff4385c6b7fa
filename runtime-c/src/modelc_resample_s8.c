#include "modelc.h"

MODELC_API void modelc_resample_s8(const modelc_resample_s8_parameters *p, const int8_t *input, int8_t *output)
{
    for (int32_t outer = 0; outer < p->axis.outer; ++outer, input += p->axis.length * p->axis.inner) {
        const int32_t *indices = p->indices;
        const int32_t *weights = p->weights;
        for (int32_t place = 0; place < p->output_length; ++place, indices += p->taps, weights += p->taps) {
            for (int32_t inner = 0; inner < p->axis.inner; ++inner) {
                int32_t sum = 0;
                for (int32_t tap = 0; tap < p->taps; ++tap) {
                    sum += (input[indices[tap] * p->axis.inner + inner] - p->zero_point) * weights[tap];
                }
                *output++ = modelc_finish_s8(&p->output, modelc_requantise(sum, p->multiplier));
            }
        }
    }
}
