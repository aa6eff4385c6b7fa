#include "modelc_recurrent_f32.h"

static inline void modelc_rnn_f32_step(const modelc_recurrent_f32_parameters *p, const float *input, float *gates, float *state)
{
    const int32_t hidden = p->sequence.hidden;
    modelc_recurrent_f32_gates(p, input, state, 0, hidden, hidden, gates);
    for (int32_t unit = 0; unit < hidden; ++unit) {
        state[unit] = tanhf(gates[unit]);
    }
}

MODELC_RECURRENT_F32(modelc_rnn_f32, 1, modelc_rnn_f32_step)
