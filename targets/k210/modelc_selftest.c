/* Runs the model's stored sample on the chip and prints what comes out beside what should: a checksum for each image in AI SRAM, then the
 * result. The last line is PASS or FAIL.
 */
#include "modelc_selftest.h"
#include "modelc_k210.h"
#include "modelc_selftest_layers.h"

static uint32_t wrong_layers;

/* Over the bytes of all channels, row by row: h = 31 h + byte. */
static uint32_t checksum(const modelc_kpu_image *image)
{
    uint32_t sum = 0;
    for (int32_t channel = 0; channel < image->channels; channel++) {
        const modelc_kpu_plane plane = modelc_kpu_channel(image, channel);
        for (int32_t y = 0; y < image->height; y++) {
            for (int32_t x = 0; x < image->width; x++) {
                sum = 31u * sum + (uint8_t)(plane.words[y * plane.step + x / 8] >> (8 * (x % 8)));
            }
        }
    }
    return sum;
}

void modelc_selftest_layer(int32_t layer)
{
    for (uint32_t i = 0; i < MODELC_SELFTEST_LAYERS; i++) {
        const struct modelc_selftest_layer *const expected = &modelc_selftest_layers[i];
        if (expected->layer == layer) {
            const uint32_t sum = checksum(&expected->image);
            wrong_layers += sum != expected->checksum;
            modelc_k210_print(sum == expected->checksum ? "ok    " : "WRONG ");
            modelc_k210_print_word(sum);
            modelc_k210_print(" expected ");
            modelc_k210_print_word(expected->checksum);
            modelc_k210_print("  ");
            modelc_k210_print(expected->node);
            modelc_k210_print("\r\n");
        }
    }
}

int main(void)
{
    uint32_t differences;
    modelc_k210_print("\r\nmodelc self-test\r\n");
    differences = (uint32_t)modelc_selftest_run();
    modelc_k210_print_number(wrong_layers);
    modelc_k210_print(" wrong layers, ");
    modelc_k210_print_number(differences);
    modelc_k210_print(" different elements of the result\r\n");
    modelc_k210_print(wrong_layers == 0 && differences == 0 ? "PASS\r\n" : "FAIL\r\n");
    return 0;
}
