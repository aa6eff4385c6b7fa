/* What recurrent layers over floats have in common; part of the modelc runtime. */
#ifndef MODELC_RECURRENT_F32_H
#define MODELC_RECURRENT_F32_H

#include "modelc.h"

/* Calls STEP for every step of a sequence from the state in scratch memory on. */
#define MODELC_RECURRENT_F32_STEPS(STEP)                                                                                                   \
    for (int32_t i = 0, step = s->first; i < s->steps; ++i, step += s->direction) {                                                        \
        STEP(p, input + (step * s->batch + batch) * s->inputs, gates, state);                                                              \
        memcpy(output + (step * s->output_step + batch * s->hidden), state, (size_t)s->hidden * sizeof *state);                            \
    }

/* Where the parts of scratch memory begin: a state of as many numbers as hidden units behind GATES of them. */
#define MODELC_RECURRENT_F32_SCRATCH(GATES)                                                                                                \
    const modelc_sequence *const s = &p->sequence;                                                                                         \
    float *const gates = (float *)scratch;                                                                                                 \
    float *const state = gates + (GATES) * s->hidden

/* Defines a kernel that begins with a state of zeros. */
#define MODELC_RECURRENT_F32(name, GATES, STEP)                                                                                            \
    MODELC_API void name(const modelc_recurrent_f32_parameters *p, const float *input, float *output, void *scratch)                       \
    {                                                                                                                                      \
        MODELC_RECURRENT_F32_SCRATCH(GATES);                                                                                               \
        for (int32_t batch = 0; batch < s->batch; ++batch) {                                                                               \
            modelc_recurrent_f32_clear(gates, ((GATES) + 1) * s->hidden);                                                                  \
            MODELC_RECURRENT_F32_STEPS(STEP)                                                                                               \
        }                                                                                                                                  \
    }

/* Defines the kernel of a layer whose state is one vector, which is given. */
#define MODELC_RECURRENT_STATE_F32(name, GATES, STEP)                                                                                      \
    MODELC_API void name(const modelc_recurrent_f32_parameters *p, const float *input, const float *before, float *output, float *after,   \
                         void *scratch)                                                                                                    \
    {                                                                                                                                      \
        MODELC_RECURRENT_F32_SCRATCH(GATES);                                                                                               \
        for (int32_t batch = 0; batch < s->batch; ++batch) {                                                                               \
            memcpy(state, before + batch * s->hidden, (size_t)s->hidden * sizeof *state);                                                  \
            MODELC_RECURRENT_F32_STEPS(STEP)                                                                                               \
            memcpy(after + batch * s->hidden, state, (size_t)s->hidden * sizeof *state);                                                   \
        }                                                                                                                                  \
    }

static inline void modelc_recurrent_f32_clear(float *numbers, int32_t count)
{
    for (int32_t i = 0; i < count; ++i) {
        numbers[i] = 0.0f;
    }
}

static inline float modelc_recurrent_f32_product(const float *weights, const float *vector, int32_t length, float start)
{
    float sum = start;
    for (int32_t i = 0; i < length; ++i) {
        sum += vector[i] * weights[i];
    }
    return sum;
}

/* Sum of row over the input. */
static inline float modelc_recurrent_f32_of_input(const modelc_recurrent_f32_parameters *p, const float *input, int32_t row)
{
    const int32_t inputs = p->sequence.inputs;
    return modelc_recurrent_f32_product(p->input_weights + row * inputs, input, inputs, p->bias[row]);
}

/* Sum of row over the state; rows = rows of all gates. */
static inline float modelc_recurrent_f32_of_hidden(const modelc_recurrent_f32_parameters *p, const float *state, int32_t row, int32_t rows)
{
    const int32_t hidden = p->sequence.hidden;
    return modelc_recurrent_f32_product(p->hidden_weights + row * hidden, state, hidden, p->bias[rows + row]);
}

/* Sums of count gates from row first on. */
static inline void modelc_recurrent_f32_gates(const modelc_recurrent_f32_parameters *p, const float *input, const float *state,
                                              int32_t first, int32_t count, int32_t rows, float *gates)
{
    for (int32_t row = first; row < first + count; ++row) {
        gates[row] = modelc_recurrent_f32_of_input(p, input, row) + modelc_recurrent_f32_of_hidden(p, state, row, rows);
    }
}

static inline float modelc_recurrent_f32_sigmoid(float x)
{
    return 1.0f / (1.0f + expf(-x));
}

/* A GRU's state after a step. gates: update, reset, candidate. */
static inline void modelc_recurrent_f32_update(const modelc_recurrent_f32_parameters *p, const float *gates, float *state)
{
    const int32_t hidden = p->sequence.hidden;
    for (int32_t unit = 0; unit < hidden; ++unit) {
        const float candidate = tanhf(gates[2 * hidden + unit]);
        state[unit] = candidate + modelc_recurrent_f32_sigmoid(gates[unit]) * (state[unit] - candidate);
    }
}

/* Gates: input, output, forget, candidate; the cell behind them. */
static inline void modelc_recurrent_f32_lstm_step(const modelc_recurrent_f32_parameters *p, const float *input, float *gates, float *state)
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

static inline void modelc_recurrent_f32_gru_step(const modelc_recurrent_f32_parameters *p, const float *input, float *gates, float *state)
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

static inline void modelc_recurrent_f32_gru_reset_after_step(const modelc_recurrent_f32_parameters *p, const float *input, float *gates,
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

static inline void modelc_recurrent_f32_rnn_step(const modelc_recurrent_f32_parameters *p, const float *input, float *gates, float *state)
{
    const int32_t hidden = p->sequence.hidden;
    modelc_recurrent_f32_gates(p, input, state, 0, hidden, hidden, gates);
    for (int32_t unit = 0; unit < hidden; ++unit) {
        state[unit] = tanhf(gates[unit]);
    }
}

#endif
