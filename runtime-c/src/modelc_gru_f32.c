#include "modelc_recurrent_f32.h"

static inline void modelc_gru_f32_step(const modelc_recurrent_f32_parameters *p, const float *input, float *gates, float *state)
{
    const int32_t hidden = p->sequence.hidden;
    float *const reset_state = state + hidden;
    modelc_recurrent_f32_gates(p, input, state, 0, 2 * hidden, 3 * hidden, gates);
    for (int32_t unit = 0; unit < hidden; ++unit) {
        reset_state[unit] = modelc_recurrent_f32_sigmoid(gates[hidden + unit]) * state[unit];
    }
    modelc_recurrent_f32_gates(p, input, reset_state, 2 * hidden, hidden, 3 * hidden, gates);
    modelc_recurrent_f32_update(p, gates, state);
}

MODELC_RECURRENT_F32(modelc_gru_f32, 3, modelc_gru_f32_step)
