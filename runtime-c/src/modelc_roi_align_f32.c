#include "modelc.h"

/* The two elements of an axis around a coordinate, and their weights. */
typedef struct {
    int32_t low, high;
    float weight_low, weight_high;
} modelc_roi_align_f32_pair;

/* 0 if the coordinate is more than one element outside the axis, or no number. */
static int modelc_roi_align_f32_place(float coordinate, int32_t size, modelc_roi_align_f32_pair *pair)
{
    const float x = coordinate > 0 ? coordinate : 0;
    if (!(coordinate >= -1.0f && coordinate <= (float)size)) {
        return 0;
    }
    pair->low = (int32_t)x;
    if (pair->low >= size - 1) {
        pair->low = size - 1;
        pair->high = size - 1;
        pair->weight_high = 0;
    } else {
        pair->high = pair->low + 1;
        pair->weight_high = x - (float)pair->low;
    }
    pair->weight_low = 1 - pair->weight_high;
    return 1;
}

/* How many samples a part of a region has along an axis of the map. */
static int32_t modelc_roi_align_f32_samples(const modelc_roi_align_parameters *p, float part, int32_t size)
{
    const float limit = (float)(2 * size);
    if (p->samples > 0) {
        return p->samples;
    }
    return part > 0 ? (int32_t)ceilf(part < limit ? part : limit) : 0;
}

/* What one sample gives for a channel. */
static float modelc_roi_align_f32_sample(const modelc_roi_align_parameters *p, const float *map, const modelc_roi_align_f32_pair *y,
                                         const modelc_roi_align_f32_pair *x)
{
    const float *const top = map + y->low * p->width;
    const float *const bottom = map + y->high * p->width;
    const float a = y->weight_low * x->weight_low * top[x->low];
    const float b = y->weight_low * x->weight_high * top[x->high];
    const float c = y->weight_high * x->weight_low * bottom[x->low];
    const float d = y->weight_high * x->weight_high * bottom[x->high];
    const float ab = a > b ? a : b;
    const float cd = c > d ? c : d;
    return p->largest == 0 ? a + b + c + d : ab > cd ? ab : cd;
}

/* Joins a sample with the result of each channel. */
static void modelc_roi_align_f32_join(const modelc_roi_align_parameters *p, const float *maps, float y, float x, int first,
                                      float *output)
{
    modelc_roi_align_f32_pair rows = {0, 0, 0, 0};
    modelc_roi_align_f32_pair columns = {0, 0, 0, 0};
    const int inside = modelc_roi_align_f32_place(y, p->height, &rows) && modelc_roi_align_f32_place(x, p->width, &columns);
    for (int32_t channel = 0; channel < p->channels; ++channel) {
        const float *const map = maps + channel * p->height * p->width;
        float *const result = output + channel * p->output_height * p->output_width;
        const float sample = inside ? modelc_roi_align_f32_sample(p, map, &rows, &columns) : 0;
        if (p->largest == 0) {
            *result += sample;
        } else if (first != 0 || sample > *result) {
            *result = sample;
        }
    }
}

/* One part of a region, at y and x with these sizes: a result for each channel. */
static void modelc_roi_align_f32_part(const modelc_roi_align_parameters *p, const float *maps, float y, float x, float part_height,
                                      float part_width, float *output)
{
    const int32_t plane = p->output_height * p->output_width;
    const int32_t rows = modelc_roi_align_f32_samples(p, part_height, p->height);
    const int32_t columns = modelc_roi_align_f32_samples(p, part_width, p->width);
    const int32_t count = rows * columns;
    for (int32_t channel = 0; channel < p->channels; ++channel) {
        output[channel * plane] = 0;
    }
    for (int32_t sample = 0; sample < count; ++sample) {
        const float sample_y = y + ((float)(sample / columns) + 0.5f) * part_height / (float)rows;
        const float sample_x = x + ((float)(sample % columns) + 0.5f) * part_width / (float)columns;
        modelc_roi_align_f32_join(p, maps, sample_y, sample_x, sample == 0, output);
    }
    for (int32_t channel = 0; channel < p->channels && p->largest == 0 && count > 0; ++channel) {
        output[channel * plane] /= (float)count;
    }
}

MODELC_API void modelc_roi_align_f32(const modelc_roi_align_parameters *p, const float *input, const float *regions,
                                     const int64_t *maps, float *output)
{
    for (int32_t region = 0; region < p->regions; ++region, regions += 4) {
        const int64_t map = maps[region] < 0 ? 0 : maps[region] >= p->maps ? p->maps - 1 : maps[region];
        const float left = regions[0] * p->scale - p->offset;
        const float top = regions[1] * p->scale - p->offset;
        const float width = regions[2] * p->scale - p->offset - left;
        const float height = regions[3] * p->scale - p->offset - top;
        const float part_width = (p->at_least_one == 0 || width > 1 ? width : 1) / (float)p->output_width;
        const float part_height = (p->at_least_one == 0 || height > 1 ? height : 1) / (float)p->output_height;
        for (int32_t part = 0; part < p->output_height * p->output_width; ++part) {
            const float y = top + (float)(part / p->output_width) * part_height;
            const float x = left + (float)(part % p->output_width) * part_width;
            modelc_roi_align_f32_part(p, input + map * (p->channels * p->height * p->width), y, x, part_height, part_width,
                                      output + region * p->channels * p->output_height * p->output_width + part);
        }
    }
}
