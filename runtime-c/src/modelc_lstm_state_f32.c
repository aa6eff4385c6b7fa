#include "modelc_recurrent_f32.h"

MODELC_API void modelc_lstm_state_f32(const modelc_recurrent_f32_parameters *p, const float *input, const float *hidden_before,
                                      const float *cell_before, float *output, float *hidden_after, float *cell_after, void *scratch)
{
    MODELC_RECURRENT_F32_SCRATCH(5);
    float *const cell = gates + 4 * s->hidden;
    for (int32_t batch = 0; batch < s->batch; ++batch) {
        memcpy(cell, cell_before + batch * s->hidden, (size_t)s->hidden * sizeof *cell);
        memcpy(state, hidden_before + batch * s->hidden, (size_t)s->hidden * sizeof *state);
        MODELC_RECURRENT_F32_STEPS(modelc_recurrent_f32_lstm_step)
        memcpy(cell_after + batch * s->hidden, cell, (size_t)s->hidden * sizeof *cell);
        memcpy(hidden_after + batch * s->hidden, state, (size_t)s->hidden * sizeof *state);
    }
}
