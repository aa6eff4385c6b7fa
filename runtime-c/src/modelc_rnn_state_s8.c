#include "modelc_recurrent_s8.h"

MODELC_API void modelc_rnn_state_s8(const modelc_recurrent_s8_parameters *p, const int8_t *input, const int8_t *before, int8_t *output,
                                    int8_t *after, void *scratch)
{
    MODELC_RECURRENT_S8_SCRATCH(1, 0);
    for (int32_t batch = 0; batch < s->batch; ++batch) {
        memcpy(shown, before + batch * s->hidden, (size_t)s->hidden);
        MODELC_RECURRENT_S8_STEPS(modelc_recurrent_s8_rnn_step)
        memcpy(after + batch * s->hidden, shown, (size_t)s->hidden);
    }
}
