#include "modelc.h"

MODELC_API void modelc_resample_f32(const modelc_resample_f32_parameters *p, const float *input, float *output)
{
    for (int32_t outer = 0; outer < p->axis.outer; ++outer, input += p->axis.length * p->axis.inner) {
        const int32_t *indices = p->indices;
        const float *weights = p->weights;
        for (int32_t place = 0; place < p->output_length; ++place, indices += p->taps, weights += p->taps) {
            for (int32_t inner = 0; inner < p->axis.inner; ++inner) {
                float sum = 0;
                for (int32_t tap = 0; tap < p->taps; ++tap) {
                    sum += input[indices[tap] * p->axis.inner + inner] * weights[tap];
                }
                *output++ = sum;
            }
        }
    }
}
