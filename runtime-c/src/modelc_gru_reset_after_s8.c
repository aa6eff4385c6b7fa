#include "modelc_recurrent_s8.h"

static inline void modelc_gru_reset_after_s8_step(const modelc_recurrent_s8_parameters *p, const int8_t *input, int16_t *gates,
                                                  int16_t *state, int8_t *shown)
{
    const int32_t hidden = p->sequence.hidden;
    modelc_recurrent_s8_gates(p, input, shown, 0, 2 * hidden, gates);
    for (int32_t unit = 0; unit < hidden; ++unit) {
        const int32_t row = 2 * hidden + unit;
        const int64_t reset = modelc_recurrent_s8_sigmoid(p, gates[hidden + unit]);
        const int32_t of_hidden = modelc_recurrent_s8_product(&p->of_hidden, shown, hidden, row);
        gates[row] = modelc_recurrent_s8_argument(
            modelc_recurrent_s8_product(&p->of_input, input, p->sequence.inputs, row) + (int32_t)((reset * of_hidden + 32768) >> 16));
    }
    modelc_recurrent_s8_update(p, gates, state, shown);
}

MODELC_RECURRENT_S8(modelc_gru_reset_after_s8, 3, 1, modelc_gru_reset_after_s8_step)
