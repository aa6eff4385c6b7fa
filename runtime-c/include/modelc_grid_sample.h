/* Part of the modelc runtime: elements at computed places of a map. */
#ifndef MODELC_GRID_SAMPLE_H
#define MODELC_GRID_SAMPLE_H

#include "modelc.h"

#define MODELC_GRID_SAMPLE_AXES 3
#define MODELC_GRID_SAMPLE_TAPS 4

/* The elements along one axis that make a result, with their weights; -1 is an element of zeros. */
typedef struct {
    int32_t indices[MODELC_GRID_SAMPLE_TAPS];
    float weights[MODELC_GRID_SAMPLE_TAPS];
} modelc_grid_sample_taps;

/* The place that mirrors at both ends lead to. */
static inline float modelc_grid_sample_reflect(float x, float low, float high)
{
    const float range = high - low;
    const float beyond = x < low ? low - x : x > high ? x - high : 0;
    float times;
    float rest;
    int from_low;
    if (!(range > 0)) {
        return low;
    }
    if (!(beyond > 0)) {
        return x;
    }
    times = floorf(beyond / range);
    rest = beyond - times * range;
    from_low = (x < low) == (fmodf(times, 2.0f) == 0);
    return from_low ? low + rest : high - rest;
}

/* An index within the axis, or -1, by padding: 0 zeros, 1 the nearest element, 2 reflection. */
static inline int32_t modelc_grid_sample_index(const modelc_grid_sample_parameters *p, int32_t axis, int32_t index)
{
    const int32_t size = p->sizes[axis];
    if (index >= 0 && index < size) {
        return index;
    }
    if (p->padding == 0) {
        return -1;
    }
    if (p->padding == 2) {
        index = (int32_t)modelc_grid_sample_reflect((float)index, p->low[axis], p->high[axis]);
    }
    return index < 0 ? 0 : index >= size ? size - 1 : index;
}

/* Where a coordinate of the grid lies along an axis; far away stands for no number and for what is farther. */
static inline float modelc_grid_sample_place(const modelc_grid_sample_parameters *p, int32_t axis, float x)
{
    const float last = (float)(p->sizes[axis] - 1);
    if (!(x > -1000000.0f && x < 1000000.0f)) {
        x = -1000000.0f;
    }
    if (x < p->low[axis] || x > p->high[axis]) {
        if (p->padding == 1) {
            return modelc_clamp_f32(x, 0.0f, last);
        }
        if (p->padding == 2) {
            return modelc_grid_sample_reflect(x, p->low[axis], p->high[axis]);
        }
    }
    return x;
}

/* Defines a kernel that takes TAPS elements along each axis. adjust(x) is applied to coordinates, weigh(rest, weights) gives the weights of
   the elements from floor(x) + FIRST on. */
#define MODELC_GRID_SAMPLE(name, TAPS, FIRST, adjust, weigh)                                                                            \
    static void name##_axis(const modelc_grid_sample_parameters *p, int32_t axis, float coordinate, modelc_grid_sample_taps *taps)      \
    {                                                                                                                                   \
        const float x = modelc_grid_sample_place(p, axis, adjust(coordinate * p->scale[axis] + p->offset[axis]));                       \
        const float whole = floorf(x);                                                                                                  \
        weigh(x - whole, taps->weights);                                                                                                \
        for (int32_t i = 0; i < (TAPS); ++i) {                                                                                          \
            taps->indices[i] = modelc_grid_sample_index(p, axis, (int32_t)whole + (FIRST) + i);                                         \
        }                                                                                                                               \
    }                                                                                                                                   \
                                                                                                                                        \
    static float name##_sum(const modelc_grid_sample_parameters *p, const float *map, const modelc_grid_sample_taps *taps)              \
    {                                                                                                                                   \
        float volume = 0;                                                                                                               \
        for (int32_t z = 0; z < (p->axes == 3 ? (TAPS) : 1); ++z) {                                                                     \
            float plane = 0;                                                                                                            \
            for (int32_t y = 0; y < (TAPS); ++y) {                                                                                      \
                float row = 0;                                                                                                          \
                for (int32_t x = 0; x < (TAPS); ++x) {                                                                                  \
                    const int inside = taps[0].indices[z] >= 0 && taps[1].indices[y] >= 0 && taps[2].indices[x] >= 0;                   \
                    if (inside) {                                                                                                       \
                        row += map[(taps[0].indices[z] * p->sizes[1] + taps[1].indices[y]) * p->sizes[2] + taps[2].indices[x]]          \
                            * taps[2].weights[x];                                                                                       \
                    }                                                                                                                   \
                }                                                                                                                       \
                plane += row * taps[1].weights[y];                                                                                      \
            }                                                                                                                           \
            volume += plane * taps[0].weights[z];                                                                                       \
        }                                                                                                                               \
        return volume;                                                                                                                  \
    }                                                                                                                                   \
                                                                                                                                        \
    MODELC_API void name(const modelc_grid_sample_parameters *p, const float *input, const float *grid, float *output)                  \
    {                                                                                                                                   \
        const int32_t elements = p->sizes[0] * p->sizes[1] * p->sizes[2];                                                               \
        modelc_grid_sample_taps taps[MODELC_GRID_SAMPLE_AXES] = {{{0, 0, 0, 0}, {1, 1, 1, 1}}, {{0, 0, 0, 0}, {1, 1, 1, 1}},            \
                                                                 {{0, 0, 0, 0}, {1, 1, 1, 1}}};                                         \
        for (int32_t batch = 0; batch < p->batches; ++batch) {                                                                          \
            for (int32_t place = 0; place < p->places; ++place, grid += p->axes) {                                                      \
                for (int32_t axis = 0; axis < p->axes; ++axis) {                                                                        \
                    name##_axis(p, 2 - axis, grid[axis], &taps[2 - axis]);                                                              \
                }                                                                                                                       \
                for (int32_t channel = 0; channel < p->channels; ++channel) {                                                           \
                    const int32_t map = batch * p->channels + channel;                                                                  \
                    output[map * p->places + place] = name##_sum(p, input + map * elements, taps);                                      \
                }                                                                                                                       \
            }                                                                                                                           \
        }                                                                                                                               \
    }

#endif
