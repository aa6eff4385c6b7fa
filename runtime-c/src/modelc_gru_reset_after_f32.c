#include "modelc_recurrent_f32.h"

static inline void modelc_gru_reset_after_f32_step(const modelc_recurrent_f32_parameters *p, const float *input, float *gates,
                                                   float *state)
{
    const int32_t hidden = p->sequence.hidden;
    modelc_recurrent_f32_gates(p, input, state, 0, 2 * hidden, 3 * hidden, gates);
    for (int32_t unit = 0; unit < hidden; ++unit) {
        const int32_t row = 2 * hidden + unit;
        const float of_hidden = modelc_recurrent_f32_of_hidden(p, state, row, 3 * hidden);
        gates[row] = modelc_recurrent_f32_of_input(p, input, row) + modelc_recurrent_f32_sigmoid(gates[hidden + unit]) * of_hidden;
    }
    modelc_recurrent_f32_update(p, gates, state);
}

MODELC_RECURRENT_F32(modelc_gru_reset_after_f32, 3, modelc_gru_reset_after_f32_step)
