/* What recurrent layers over integers have in common; part of the modelc runtime. */
#ifndef MODELC_RECURRENT_S8_H
#define MODELC_RECURRENT_S8_H

#include "modelc.h"

/* Calls STEP for every step of a sequence from the state in scratch memory on. */
#define MODELC_RECURRENT_S8_STEPS(STEP)                                                                                                    \
    for (int32_t i = 0, step = s->first; i < s->steps; ++i, step += s->direction) {                                                        \
        STEP(p, input + (step * s->batch + batch) * s->inputs, gates, state, shown);                                                       \
        memcpy(output + (step * s->output_step + batch * s->hidden), shown, (size_t)s->hidden);                                            \
    }

/* Where the parts of scratch memory begin: STATE numbers in 16 bits behind GATES of them, then bytes, all by unit. */
#define MODELC_RECURRENT_S8_SCRATCH(GATES, STATES)                                                                                         \
    const modelc_sequence *const s = &p->sequence;                                                                                         \
    int16_t *const gates = (int16_t *)scratch;                                                                                             \
    int16_t *const state = gates + (GATES) * s->hidden;                                                                                    \
    int8_t *const shown = (int8_t *)(state + (STATES) * s->hidden)

/* Defines a kernel that begins with a state of zeros. */
#define MODELC_RECURRENT_S8(name, GATES, STATES, STEP)                                                                                     \
    MODELC_API void name(const modelc_recurrent_s8_parameters *p, const int8_t *input, int8_t *output, void *scratch)                      \
    {                                                                                                                                      \
        MODELC_RECURRENT_S8_SCRATCH(GATES, STATES);                                                                                        \
        for (int32_t batch = 0; batch < s->batch; ++batch) {                                                                               \
            memset(state, 0, (size_t)((STATES) * s->hidden) * sizeof *state);                                                              \
            memset(shown, p->output.zero_point, (size_t)s->hidden);                                                                        \
            MODELC_RECURRENT_S8_STEPS(STEP)                                                                                                \
        }                                                                                                                                  \
    }

/* Defines the kernel of a GRU that begins with a given state, in 16 bits. */
#define MODELC_GRU_STATE_S8(name, STEP)                                                                                                    \
    MODELC_API void name(const modelc_recurrent_s8_parameters *p, const int8_t *input, const int16_t *before, int8_t *output, int16_t *after,\
                         void *scratch)                                                                                                    \
    {                                                                                                                                      \
        MODELC_RECURRENT_S8_SCRATCH(3, 1);                                                                                                 \
        for (int32_t batch = 0; batch < s->batch; ++batch) {                                                                               \
            for (int32_t unit = 0; unit < s->hidden; ++unit) {                                                                             \
                state[unit] = before[batch * s->hidden + unit];                                                                            \
                shown[unit] = modelc_recurrent_s8_show(p, state[unit]);                                                                    \
            }                                                                                                                              \
            MODELC_RECURRENT_S8_STEPS(STEP)                                                                                                \
            memcpy(after + batch * s->hidden, state, (size_t)s->hidden * sizeof *state);                                                   \
        }                                                                                                                                  \
    }

/* A gate's sum over one vector, in units of 2^-16. */
static inline int32_t modelc_recurrent_s8_product(const modelc_gate_product *product, const int8_t *vector, int32_t length, int32_t row)
{
    const int8_t *weights = product->weights + row * length;
    int32_t sum = 0;
    int32_t i = 0;
    for (; i + 4 <= length; i += 4) {
        sum += vector[i] * weights[i] + vector[i + 1] * weights[i + 1];
        sum += vector[i + 2] * weights[i + 2] + vector[i + 3] * weights[i + 3];
    }
    for (; i < length; ++i) {
        sum += vector[i] * weights[i];
    }
    return modelc_requantise(sum, product->multipliers[row]) + product->offsets[row];
}

static inline int16_t modelc_recurrent_s8_saturate(int32_t value)
{
    return (int16_t)(value < INT16_MIN ? INT16_MIN : value > INT16_MAX ? INT16_MAX : value);
}

/* The argument of a gate's function, in units of 2^-11. */
static inline int16_t modelc_recurrent_s8_argument(int32_t sum)
{
    return modelc_recurrent_s8_saturate((sum + 16) >> 5);
}

/* Arguments of count gates from row first on. */
static inline void modelc_recurrent_s8_gates(const modelc_recurrent_s8_parameters *p, const int8_t *input, const int8_t *shown,
                                             int32_t first, int32_t count, int16_t *gates)
{
    for (int32_t row = first; row < first + count; ++row) {
        gates[row] = modelc_recurrent_s8_argument(
            modelc_recurrent_s8_product(&p->of_input, input, p->sequence.inputs, row)
            + modelc_recurrent_s8_product(&p->of_hidden, shown, p->sequence.hidden, row));
    }
}

/* Sigmoid in units of 2^-16, 1..65535, of an argument in units of 2^-12. */
static inline int32_t modelc_recurrent_s8_logistic(const uint16_t *table, int32_t argument)
{
    const int32_t size = argument < 0 ? -argument : argument;
    const int32_t magnitude = size < 65535 ? size : 65535;
    const uint16_t *const entry = table + (magnitude >> 8);
    const int32_t value = entry[0] + (((entry[1] - entry[0]) * (magnitude & 255) + 128) >> 8);
    return argument < 0 ? 65536 - value : value;
}

static inline int32_t modelc_recurrent_s8_sigmoid(const modelc_recurrent_s8_parameters *p, int32_t argument)
{
    return modelc_recurrent_s8_logistic(p->logistic, 2 * argument);
}

/* Hyperbolic tangent in units of 2^-15, -32767..32767. */
static inline int32_t modelc_recurrent_s8_tanh(const modelc_recurrent_s8_parameters *p, int32_t argument)
{
    return modelc_recurrent_s8_logistic(p->logistic, 4 * argument) - 32768;
}

static inline int8_t modelc_recurrent_s8_show(const modelc_recurrent_s8_parameters *p, int32_t state)
{
    return modelc_finish_s8(&p->output, modelc_requantise(state, p->state_multiplier));
}

/* A GRU's state in units of 2^-15 after a step: between the one before and the candidate. gates: update, reset, candidate. */
static inline void modelc_recurrent_s8_update(const modelc_recurrent_s8_parameters *p, const int16_t *gates, int16_t *state, int8_t *shown)
{
    const int32_t hidden = p->sequence.hidden;
    for (int32_t unit = 0; unit < hidden; ++unit) {
        const int32_t update = modelc_recurrent_s8_sigmoid(p, gates[unit]);
        const int32_t candidate = modelc_recurrent_s8_tanh(p, gates[2 * hidden + unit]);
        state[unit] = (int16_t)((update * state[unit] + (65536 - update) * candidate + 32768) >> 16);
        shown[unit] = modelc_recurrent_s8_show(p, state[unit]);
    }
}

/* Gates: input, output, forget, candidate. The cell in units of 2^-11. */
static inline void modelc_recurrent_s8_lstm_step(const modelc_recurrent_s8_parameters *p, const int8_t *input, int16_t *gates,
                                                 int16_t *cell, int8_t *shown)
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

static inline void modelc_recurrent_s8_gru_step(const modelc_recurrent_s8_parameters *p, const int8_t *input, int16_t *gates,
                                                int16_t *state, int8_t *shown)
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

static inline void modelc_recurrent_s8_gru_reset_after_step(const modelc_recurrent_s8_parameters *p, const int8_t *input, int16_t *gates,
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

static inline void modelc_recurrent_s8_rnn_step(const modelc_recurrent_s8_parameters *p, const int8_t *input, int16_t *gates,
                                                int16_t *state, int8_t *shown)
{
    (void)state;
    modelc_recurrent_s8_gates(p, input, shown, 0, p->sequence.hidden, gates);
    for (int32_t unit = 0; unit < p->sequence.hidden; ++unit) {
        shown[unit] = modelc_recurrent_s8_show(p, modelc_recurrent_s8_tanh(p, gates[unit]));
    }
}

#endif
