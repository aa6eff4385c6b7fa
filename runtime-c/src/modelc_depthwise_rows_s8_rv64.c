#include "modelc.h"
#include "modelc_rv64.h"

/* A channel: where its rows lie in memory, how its sums become results. */
typedef struct {
    const uint64_t *weights; /* for each row of the kernel its triples */
    const uint64_t *rows;    /* the last rows of inputs, as many as the kernel has */
    int64_t multiplier, offset;
    modelc_rv64_limits limits;
} modelc_depthwise_rows_s8_rv64_channel;

static void modelc_depthwise_rows_s8_rv64_weights(const modelc_depthwise_rows_s8_rv64_parameters *p, const int8_t *weights, uint64_t *words)
{
    for (int32_t row = 0; row < p->kernel_rows; ++row, weights += p->taps) {
        for (int32_t tap = 0; tap < p->taps; tap += 3) {
            const int64_t second = tap + 1 < p->taps ? weights[tap + 1] : 0;
            const int64_t third = tap + 2 < p->taps ? weights[tap + 2] : 0;
            *words++ = 2 * modelc_rv64_triple(third, second, weights[tap]);
        }
    }
}

/* The elements of a row plus 128, each with the two before it as a triple; without an input all are padding. */
static void modelc_depthwise_rows_s8_rv64_load(const modelc_depthwise_rows_s8_rv64_parameters *p, const int8_t *input, uint64_t *words)
{
    const uint64_t padding = (uint64_t)(p->input_zero_point + 128) << 42;
    const int32_t step = p->input_step;
    uint64_t *const end = words + p->columns;
    uint64_t *const begin_inputs = words + p->pad_columns;
    const int32_t most = p->columns - p->pad_columns;
    uint64_t *const end_inputs = begin_inputs + (input == NULL ? 0 : p->input_columns < most ? p->input_columns : most);
    uint64_t word = 0;
    for (; words < begin_inputs; ++words) {
        word = word >> 21 | padding;
        *words = word;
    }
    for (; words < end_inputs; ++words, input += step) {
        word = word >> 21 | (uint64_t)(*input + 128) << 42;
        *words = word;
    }
    for (; words < end; ++words) {
        word = word >> 21 | padding;
        *words = word;
    }
}

/* count results, at most four, from column on. slot: which of the rows meets the kernel's first. */
static inline void modelc_depthwise_rows_s8_rv64_four(const modelc_depthwise_rows_s8_rv64_parameters *p,
                                                      const modelc_depthwise_rows_s8_rv64_channel *channel, int32_t slot, int32_t column,
                                                      int32_t stride, int8_t *output, int32_t count)
{
    const uint64_t *weights = channel->weights;
    uint64_t sum0 = MODELC_RV64_GUARD;
    uint64_t sum1 = sum0, sum2 = sum0, sum3 = sum0;
    for (int32_t row = 0; row < p->kernel_rows; ++row) {
        const uint64_t *words = channel->rows + slot * p->columns + (column + 2);
        for (const uint64_t *const end = weights + p->triples; weights < end; ++weights, words += 3) {
            sum0 += *weights * words[0];
            sum1 += *weights * words[stride];
            sum2 += *weights * words[2 * stride];
            sum3 += *weights * words[3 * stride];
        }
        slot = slot + 1 == p->kernel_rows ? 0 : slot + 1;
    }
    {
        const int64_t multiplier = channel->multiplier;
        const int64_t offset = channel->offset;
        const modelc_rv64_limits limits = channel->limits;
        const int32_t step = p->output_step;
        output[0] = modelc_rv64_finish(limits, modelc_rv64_sum(sum0), multiplier, offset);
        if (count > 1) {
            output[step] = modelc_rv64_finish(limits, modelc_rv64_sum(sum1), multiplier, offset);
        }
        if (count > 2) {
            output[2 * step] = modelc_rv64_finish(limits, modelc_rv64_sum(sum2), multiplier, offset);
        }
        if (count > 3) {
            output[3 * step] = modelc_rv64_finish(limits, modelc_rv64_sum(sum3), multiplier, offset);
        }
    }
}

/* One row of results. */
static void modelc_depthwise_rows_s8_rv64_row(const modelc_depthwise_rows_s8_rv64_parameters *p,
                                              const modelc_depthwise_rows_s8_rv64_channel *channel, int32_t slot, int8_t *output)
{
    const int32_t stride = p->stride_columns;
    for (int32_t column = 0; column < p->output_columns; column += 4, output += 4 * p->output_step) {
        const int32_t count = p->output_columns - column;
        if (stride == 1) {
            modelc_depthwise_rows_s8_rv64_four(p, channel, slot, column, 1, output, count);
        } else {
            modelc_depthwise_rows_s8_rv64_four(p, channel, slot, column * stride, stride, output, count);
        }
    }
}

/* One channel. rows: memory for the channel's. */
static void modelc_depthwise_rows_s8_rv64_plane(const modelc_depthwise_rows_s8_rv64_parameters *p,
                                                const modelc_depthwise_rows_s8_rv64_channel *channel, const int8_t *input, int8_t *output,
                                                uint64_t *rows)
{
    int32_t slot = 0;
    int32_t y = -p->pad_rows;
    for (int32_t row = 0; row < p->output_rows; ++row, output += p->output_row) {
        for (const int32_t end = row * p->stride_rows - p->pad_rows + p->kernel_rows; y < end; ++y) {
            const int8_t *const inside = y >= 0 && y < p->input_rows ? input + y * p->input_row : NULL;
            modelc_depthwise_rows_s8_rv64_load(p, inside, rows + slot * p->columns);
            slot = slot + 1 == p->kernel_rows ? 0 : slot + 1;
        }
        modelc_depthwise_rows_s8_rv64_row(p, channel, slot, output);
    }
}

MODELC_API void modelc_depthwise_rows_s8_rv64(const modelc_depthwise_rows_s8_rv64_parameters *parameters, const int8_t *input, int8_t *output,
                                              void *scratch)
{
    const modelc_depthwise_rows_s8_rv64_parameters *const p = parameters;
    uint64_t *const weights = (uint64_t *)scratch;
    uint64_t *const rows = weights + p->kernel_rows * p->triples;
    modelc_depthwise_rows_s8_rv64_channel channel;
    channel.weights = weights;
    channel.rows = rows;
    channel.limits = modelc_rv64_limits_of(&p->output);
    for (int32_t index = 0; index < p->channels; ++index) {
        channel.multiplier = p->multipliers[index];
        channel.offset = p->offsets[index];
        modelc_depthwise_rows_s8_rv64_weights(p, p->weights + index * p->kernel_rows * p->taps, weights);
        modelc_depthwise_rows_s8_rv64_plane(p, &channel, input + index, output + index, rows);
    }
}
