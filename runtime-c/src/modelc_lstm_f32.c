#include "modelc_recurrent_f32.h"

/* Gates: input, output, forget, candidate; the cell behind them. */
static inline void modelc_lstm_f32_step(const modelc_recurrent_f32_parameters *p, const float *input, float *gates, float *state)
{
    const int32_t hidden = p->sequence.hidden;
    float *const cell = gates + 4 * hidden;
    modelc_recurrent_f32_gates(p, input, state, 0, 4 * hidden, 4 * hidden, gates);
    for (int32_t unit = 0; unit < hidden; ++unit) {
        const float in = modelc_recurrent_f32_sigmoid(gates[unit]);
        const float out = modelc_recurrent_f32_sigmoid(gates[hidden + unit]);
        const float forget = modelc_recurrent_f32_sigmoid(gates[2 * hidden + unit]);
        cell[unit] = forget * cell[unit] + in * tanhf(gates[3 * hidden + unit]);
        state[unit] = out * tanhf(cell[unit]);
    }
}

MODELC_RECURRENT_F32(modelc_lstm_f32, 5, modelc_lstm_f32_step)
