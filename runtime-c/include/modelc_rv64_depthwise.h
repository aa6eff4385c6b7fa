/* Depthwise 3x3 convolution on 64-bit cores. Not for models. */
#ifndef MODELC_RV64_DEPTHWISE_H
#define MODELC_RV64_DEPTHWISE_H

#include "modelc_rv64.h"

/* A channel: the kernel's columns and how its sums become results. */
typedef struct {
    uint64_t weights[3];
    int64_t multiplier, offset;
    modelc_rv64_limits limits;
} modelc_rv64_channel;

static inline modelc_rv64_channel modelc_rv64_channel_of(const modelc_depthwise_conv_s8_rv64_parameters *p, int32_t index)
{
    const int8_t *const taps = p->weights + index * 9;
    modelc_rv64_channel channel;
    for (int32_t x = 0; x < 3; ++x) {
        channel.weights[x] = 2 * modelc_rv64_triple(taps[6 + x], taps[3 + x], taps[x]);
    }
    channel.multiplier = p->multipliers[index];
    channel.offset = p->offsets[index];
    channel.limits = modelc_rv64_limits_of(&p->output);
    return channel;
}

static inline int8_t modelc_rv64_channel_finish(const modelc_rv64_channel *channel, uint64_t sum)
{
    return modelc_rv64_finish(channel->limits, modelc_rv64_sum(sum + MODELC_RV64_GUARD), channel->multiplier, channel->offset);
}

#endif
