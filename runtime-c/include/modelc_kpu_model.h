/*
 * A model of the KPU: computes a layer from its register words, bit for bit as nncase 1.9's simulator does. Not for models.
 */
#ifndef MODELC_KPU_MODEL_H
#define MODELC_KPU_MODEL_H

#include "modelc_kpu.h"

/* An image in AI SRAM as the registers describe it; steps in bytes. */
typedef struct {
    int32_t height, width, channels;
    uint8_t *data;
    int32_t channels_per_group, group_step, line_step, pitch;
} modelc_kpu_model_image;

typedef struct {
    modelc_kpu_model_image input, output;
    int32_t depthwise, kernel, pool, pad_value;
    int32_t shift_w, shift_x;
    int64_t arg_w, arg_x, arg_add;
    const uint8_t *weights;
    const int64_t *normalisation, *table;
} modelc_kpu_model_layer;

/* Bits low .. low + count - 1. */
static inline int64_t modelc_kpu_model_bits(uint64_t word, int32_t low, int32_t count)
{
    return (int64_t)((word >> low) & ((UINT64_C(1) << count) - 1));
}

static inline int64_t modelc_kpu_model_signed_bits(uint64_t word, int32_t low, int32_t count)
{
    const int64_t value = modelc_kpu_model_bits(word, low, count);
    const int64_t sign = (int64_t)(UINT64_C(1) << (count - 1));
    return (value ^ sign) - sign;
}

static inline uint8_t *modelc_kpu_model_address(const modelc_kpu_model_image *image, int32_t y, int32_t x, int32_t channel)
{
    const int32_t group = channel / image->channels_per_group;
    const int32_t place = channel % image->channels_per_group;
    return image->data + group * image->group_step + place * image->pitch + y * image->line_step + x;
}

/* What a window sees at one place. */
static inline int64_t modelc_kpu_model_input(const modelc_kpu_model_layer *layer, int32_t y, int32_t x, int32_t channel)
{
    const modelc_kpu_model_image *const image = &layer->input;
    if (y < 0 || y >= image->height || x < 0 || x >= image->width) {
        return layer->pad_value;
    }
    return *modelc_kpu_model_address(image, y, x, channel);
}

static inline int64_t modelc_kpu_model_accumulate(const modelc_kpu_model_layer *layer, int32_t y, int32_t x, int32_t filter)
{
    const int32_t kernel = layer->kernel;
    const int32_t channels = layer->depthwise ? 1 : layer->input.channels;
    const uint8_t *weight = layer->weights + filter * channels * kernel * kernel;
    int64_t products = 0, inputs = 0, weights = 0;
    for (int32_t channel = 0; channel < channels; ++channel) {
        for (int32_t ky = 0; ky < kernel; ++ky) {
            for (int32_t kx = 0; kx < kernel; ++kx, ++weight) {
                const int64_t input = modelc_kpu_model_input(layer, y + ky - kernel / 2, x + kx - kernel / 2, layer->depthwise ? filter : channel);
                products += input * *weight;
                inputs += input;
                weights += *weight;
            }
        }
    }
    return products + ((layer->arg_x * inputs) >> layer->shift_x) + ((layer->arg_w * weights) >> layer->shift_w) + layer->arg_add * channels;
}

/* value / 2^shift to the nearest, halves to even; a negative number goes from the integer below it to the next lower one. */
static inline int64_t modelc_kpu_model_shift(int64_t value, int32_t shift)
{
    const int64_t below = value >> shift;
    int64_t remainder, half;
    if (shift == 0) {
        return value;
    }
    remainder = value - (int64_t)((uint64_t)below << shift);
    half = (int64_t)(UINT64_C(1) << (shift - 1));
    if (remainder < half || (remainder == half && (below & 1) == 0)) {
        return below;
    }
    return value < 0 ? below - 1 : below + 1;
}

static inline uint8_t modelc_kpu_model_activate(const int64_t *table, int64_t value)
{
    int32_t segment = 15;
    uint64_t word = (uint64_t)table[segment];
    int64_t result;
    while (segment > 0 && value <= modelc_kpu_model_signed_bits(word, 24, 36)) {
        word = (uint64_t)table[--segment];
    }
    result = modelc_kpu_model_shift(
        (value - modelc_kpu_model_signed_bits(word, 24, 36)) * modelc_kpu_model_signed_bits(word, 8, 16), (int32_t)modelc_kpu_model_bits(word, 0, 8));
    result += modelc_kpu_model_bits((uint64_t)table[16 + segment / 8], segment % 8 * 8, 8);
    return (uint8_t)(result < 0 ? 0 : result > 255 ? 255 : result);
}

/* The byte of one place before pooling. */
static inline int32_t modelc_kpu_model_byte(const modelc_kpu_model_layer *layer, int32_t y, int32_t x, int32_t filter)
{
    const uint64_t word = (uint64_t)layer->normalisation[filter];
    const int64_t product = modelc_kpu_model_accumulate(layer, y, x, filter) * modelc_kpu_model_signed_bits(word, 0, 24);
    return modelc_kpu_model_activate(layer->table, (product >> modelc_kpu_model_bits(word, 56, 4)) + modelc_kpu_model_signed_bits(word, 24, 32));
}

/* The mean, truncated, or largest of size x size places; beyond the edge a mean takes the last place again. */
static inline int32_t modelc_kpu_model_window(const modelc_kpu_model_layer *layer, int32_t y, int32_t x, int32_t filter, int32_t size, int32_t mean)
{
    const int32_t last_y = layer->input.height - 1;
    const int32_t last_x = layer->input.width - 1;
    int32_t sum = 0, largest = 0;
    for (int32_t row = y; row < y + size; ++row) {
        for (int32_t column = x; column < x + size; ++column) {
            const int32_t byte = modelc_kpu_model_byte(layer, row < last_y ? row : last_y, column < last_x ? column : last_x, filter);
            sum += byte;
            largest = byte > largest ? byte : largest;
        }
    }
    return mean ? sum / (size * size) : largest;
}

static inline int32_t modelc_kpu_model_stride(int32_t pool)
{
    return pool == 0 || pool >= 8 ? 1 : pool == 3 || pool == 4 || pool == 7 ? 4 : 2;
}

/* One byte of the output. */
static inline int32_t modelc_kpu_model_pooled(const modelc_kpu_model_layer *layer, int32_t y, int32_t x, int32_t filter)
{
    const int32_t stride = modelc_kpu_model_stride(layer->pool);
    const int32_t top = y * stride;
    const int32_t left = x * stride;
    switch (layer->pool) {
    case 1:
    case 2:
    case 8:
    case 9:
        return modelc_kpu_model_window(layer, top, left, filter, 2, layer->pool == 2 || layer->pool == 8);
    case 3:
    case 4:
        return modelc_kpu_model_window(layer, top, left, filter, 4, layer->pool == 4);
    default:
        return modelc_kpu_model_byte(layer, top, left + (layer->pool == 6), filter);
    }
}

static inline modelc_kpu_model_image modelc_kpu_model_image_at(
    uint8_t *sram, uint64_t row, int64_t width, int64_t height, int64_t channels, int64_t channels_per_group, int64_t rows_per_line, int64_t group_rows)
{
    modelc_kpu_model_image image;
    image.height = (int32_t)height;
    image.width = (int32_t)width;
    image.channels = (int32_t)channels;
    image.data = sram + row * MODELC_KPU_ROW_BYTES;
    image.channels_per_group = (int32_t)channels_per_group;
    image.group_step = (int32_t)group_rows * MODELC_KPU_ROW_BYTES;
    image.line_step = (int32_t)rows_per_line * MODELC_KPU_ROW_BYTES;
    image.pitch = MODELC_KPU_ROW_BYTES / (int32_t)channels_per_group;
    return image;
}

/*
 * Computes the layer of twelve register words, whose addresses of memory are not used: weights, normalisation and table are given. sram: AI SRAM,
 * where input and output do not overlap.
 */
static inline void modelc_kpu_model_run(
    const uint64_t *words, const uint8_t *weights, const int64_t *normalisation, const int64_t *table, uint8_t *sram)
{
    modelc_kpu_model_layer layer;
    layer.input = modelc_kpu_model_image_at(
        sram, words[1] & 0x7fff, modelc_kpu_model_bits(words[3], 0, 10) + 1, modelc_kpu_model_bits(words[3], 10, 9) + 1,
        modelc_kpu_model_bits(words[2], 0, 10) + 1, modelc_kpu_model_bits(words[7], 28, 3), modelc_kpu_model_bits(words[7], 16, 4),
        modelc_kpu_model_bits(words[7], 0, 15));
    layer.output = modelc_kpu_model_image_at(
        sram, words[1] >> 32 & 0x7fff, modelc_kpu_model_bits(words[3], 32, 10) + 1, modelc_kpu_model_bits(words[3], 42, 9) + 1,
        modelc_kpu_model_bits(words[2], 32, 10) + 1, modelc_kpu_model_bits(words[8], 20, 3), modelc_kpu_model_bits(words[8], 16, 4),
        modelc_kpu_model_bits(words[8], 0, 15));
    layer.depthwise = (int32_t)modelc_kpu_model_bits(words[0], 3, 1);
    layer.kernel = modelc_kpu_model_bits(words[4], 0, 3) == 1 ? 3 : 1;
    layer.pool = (int32_t)modelc_kpu_model_bits(words[4], 4, 4);
    layer.pad_value = (int32_t)modelc_kpu_model_bits(words[4], 24, 8);
    layer.shift_w = (int32_t)modelc_kpu_model_bits(words[9], 0, 4);
    layer.shift_x = (int32_t)modelc_kpu_model_bits(words[9], 4, 4);
    layer.arg_w = modelc_kpu_model_signed_bits(words[9], 8, 24);
    layer.arg_x = modelc_kpu_model_signed_bits(words[9], 32, 24);
    layer.arg_add = modelc_kpu_model_signed_bits(words[10], 0, 40);
    layer.weights = weights;
    layer.normalisation = normalisation;
    layer.table = table;
    for (int32_t channel = 0; channel < layer.output.channels; ++channel) {
        for (int32_t y = 0; y < layer.output.height; ++y) {
            for (int32_t x = 0; x < layer.output.width; ++x) {
                *modelc_kpu_model_address(&layer.output, y, x, channel) = (uint8_t)modelc_kpu_model_pooled(&layer, y, x, channel);
            }
        }
    }
}

#endif
