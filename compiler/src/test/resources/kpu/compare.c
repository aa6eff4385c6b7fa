/* Runs the layers of a file through the C model of the KPU and counts the bytes that differ from the vendor's simulator. */
#include "modelc_kpu_model.h"

#include <stdio.h>
#include <stdlib.h>

enum { WORDS, WEIGHTS, NORMALISATION, TABLE, INPUT, OUTPUT, PARTS };

static void *read_part(FILE *file, uint32_t bytes)
{
    void *part = malloc(bytes);
    if (part == NULL || fread(part, 1, bytes, file) != bytes) {
        exit(2);
    }
    return part;
}

static modelc_kpu_model_image image(const uint64_t *words, uint8_t *sram, int output)
{
    const int32_t size = output ? 32 : 0;
    const uint64_t layout = words[output ? 8 : 7];
    return modelc_kpu_model_image_at(
        sram, words[1] >> size & 0x7fff, modelc_kpu_model_bits(words[3], size, 10) + 1, modelc_kpu_model_bits(words[3], size + 10, 9) + 1,
        modelc_kpu_model_bits(words[2], size, 10) + 1, modelc_kpu_model_bits(layout, output ? 20 : 28, 3), modelc_kpu_model_bits(layout, 16, 4),
        modelc_kpu_model_bits(layout, 0, 15));
}

/* Puts planes [channel][y][x] into AI SRAM, or counts where they differ from it. */
static long walk(const modelc_kpu_model_image *image, const uint8_t *planes, int compare)
{
    long differences = 0;
    for (int32_t channel = 0; channel < image->channels; channel++) {
        for (int32_t y = 0; y < image->height; y++) {
            for (int32_t x = 0; x < image->width; x++, planes++) {
                uint8_t *place = modelc_kpu_model_address(image, y, x, channel);
                differences += compare && *place != *planes;
                *place = compare ? *place : *planes;
            }
        }
    }
    return differences;
}

int main(int count, char **arguments)
{
    static uint8_t sram[MODELC_KPU_SRAM_BYTES];
    FILE *file = fopen(arguments[count - 1], "rb");
    uint32_t bytes[PARTS];
    long layers = 0, differences = 0;
    while (file != NULL && fread(bytes, sizeof bytes, 1, file) == 1) {
        void *parts[PARTS];
        modelc_kpu_model_image input, output;
        for (int part = 0; part < PARTS; part++) {
            parts[part] = read_part(file, bytes[part]);
        }
        input = image(parts[WORDS], sram, 0);
        output = image(parts[WORDS], sram, 1);
        walk(&input, parts[INPUT], 0);
        modelc_kpu_model_run(parts[WORDS], parts[WEIGHTS], parts[NORMALISATION], parts[TABLE], sram);
        differences += walk(&output, parts[OUTPUT], 1);
        for (int part = 0; part < PARTS; part++) {
            free(parts[part]);
        }
        layers++;
    }
    printf("%ld layers, %ld different bytes\n", layers, differences);
    return 0;
}
