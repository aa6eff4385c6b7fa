#include "modelc_recurrent_s8.h"

/* Gates: input, output, forget, candidate. The cell in units of 2^-11. */
static inline void modelc_lstm_s8_step(const modelc_recurrent_s8_parameters *p, const int8_t *input, int16_t *gates, int16_t *cell,
                                       int8_t *shown)
{
    const int32_t hidden = p->sequence.hidden;
    modelc_recurrent_s8_gates(p, input, shown, 0, 4 * hidden, gates);
    for (int32_t unit = 0; unit < hidden; ++unit) {
        const int32_t in = modelc_recurrent_s8_sigmoid(p, gates[unit]);
        const int32_t out = modelc_recurrent_s8_sigmoid(p, gates[hidden + unit]);
        const int32_t forget = modelc_recurrent_s8_sigmoid(p, gates[2 * hidden + unit]);
        const int32_t candidate = modelc_recurrent_s8_tanh(p, gates[3 * hidden + unit]);
        const int64_t kept = (int64_t)forget * cell[unit] + ((in * candidate) >> 4);
        cell[unit] = modelc_recurrent_s8_saturate((int32_t)((kept + 32768) >> 16));
        shown[unit] = modelc_recurrent_s8_show(p, out * modelc_recurrent_s8_tanh(p, cell[unit]));
    }
}

MODELC_RECURRENT_S8(modelc_lstm_s8, 4, 1, modelc_lstm_s8_step)
