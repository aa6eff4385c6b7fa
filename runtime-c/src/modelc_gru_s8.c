#include "modelc_recurrent_s8.h"

static inline void modelc_gru_s8_step(const modelc_recurrent_s8_parameters *p, const int8_t *input, int16_t *gates, int16_t *state,
                                      int8_t *shown)
{
    const int32_t hidden = p->sequence.hidden;
    int8_t *const reset_state = shown + hidden;
    modelc_recurrent_s8_gates(p, input, shown, 0, 2 * hidden, gates);
    for (int32_t unit = 0; unit < hidden; ++unit) {
        const int32_t reset = modelc_recurrent_s8_sigmoid(p, gates[hidden + unit]);
        reset_state[unit] = modelc_recurrent_s8_show(p, (reset * state[unit] + 32768) >> 16);
    }
    modelc_recurrent_s8_gates(p, input, reset_state, 2 * hidden, hidden, gates);
    modelc_recurrent_s8_update(p, gates, state, shown);
}

MODELC_RECURRENT_S8(modelc_gru_s8, 3, 1, modelc_gru_s8_step)
