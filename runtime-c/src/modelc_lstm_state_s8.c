#include "modelc_recurrent_s8.h"

MODELC_API void modelc_lstm_state_s8(const modelc_recurrent_s8_parameters *p, const int8_t *input, const int8_t *hidden_before,
                                     const int16_t *cell_before, int8_t *output, int8_t *hidden_after, int16_t *cell_after, void *scratch)
{
    MODELC_RECURRENT_S8_SCRATCH(4, 1);
    for (int32_t batch = 0; batch < s->batch; ++batch) {
        memcpy(state, cell_before + batch * s->hidden, (size_t)s->hidden * sizeof *state);
        memcpy(shown, hidden_before + batch * s->hidden, (size_t)s->hidden);
        MODELC_RECURRENT_S8_STEPS(modelc_recurrent_s8_lstm_step)
        memcpy(cell_after + batch * s->hidden, state, (size_t)s->hidden * sizeof *state);
        memcpy(hidden_after + batch * s->hidden, shown, (size_t)s->hidden);
    }
}
