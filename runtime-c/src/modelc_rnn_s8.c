#include "modelc_recurrent_s8.h"

static inline void modelc_rnn_s8_step(const modelc_recurrent_s8_parameters *p, const int8_t *input, int16_t *gates, int16_t *state,
                                      int8_t *shown)
{
    (void)state;
    modelc_recurrent_s8_gates(p, input, shown, 0, p->sequence.hidden, gates);
    for (int32_t unit = 0; unit < p->sequence.hidden; ++unit) {
        shown[unit] = modelc_recurrent_s8_show(p, modelc_recurrent_s8_tanh(p, gates[unit]));
    }
}

MODELC_RECURRENT_S8(modelc_rnn_s8, 1, 0, modelc_rnn_s8_step)
