#include "modelc.h"
#include "modelc_tiled.h"

#if defined(__ARM_ARCH_6M__)

/*
 * Adds the products of two columns with two filters; sums: filter 0, then filter 1. 13 instructions an input, as a product destroys an
 * operand and only r0 to r7 multiply; the sums are in r8 to r11. 16 inputs are unrolled, the first pass enters in the middle.
 */
__attribute__((naked, noinline)) static void modelc_conv_s8_thumb1_tile(const uint8_t *weights __attribute__((unused)),
                                                                        const uint8_t *columns __attribute__((unused)),
                                                                        int32_t inputs __attribute__((unused)),
                                                                        int32_t *sums __attribute__((unused)))
{
    __asm volatile(
        ".syntax unified\n"
        "push {r4-r7, lr}\n"
        "mov r4, r8\n"
        "mov r5, r9\n"
        "mov r6, r10\n"
        "mov r7, r11\n"
        "push {r3-r7}\n"
        "ldm r3!, {r4-r7}\n"
        "mov r8, r4\n"
        "mov r9, r5\n"
        "mov r10, r6\n"
        "mov r11, r7\n"
        "movs r7, r2\n"
        "adds r7, r7, #15\n"
        "lsrs r7, r7, #4\n" /* passes */
        "lsls r3, r7, #4\n"
        "subs r3, r3, r2\n" /* inputs that the first pass leaves out */
        "lsls r4, r3, #1\n"
        "subs r0, r0, r4\n"
        "subs r1, r1, r4\n"
        "movs r4, #26\n"
        "muls r3, r4\n"
        "adr r4, 1f\n"
        "adds r3, r3, r4\n"
        "adds r3, r3, #1\n"
        "bx r3\n"
        ".balign 4\n"
        "1:\n"
        ".set offset, 0\n"
        ".rept 16\n"
        "ldrb r2, [r0, #offset]\n"
        "ldrb r3, [r0, #offset + 1]\n"
        "ldrb r4, [r1, #offset]\n"
        "ldrb r5, [r1, #offset + 1]\n"
        "movs r6, r2\n"
        "muls r6, r4\n"
        "add r8, r6\n"
        "muls r2, r5\n"
        "add r9, r2\n"
        "muls r4, r3\n"
        "add r10, r4\n"
        "muls r3, r5\n"
        "add r11, r3\n"
        ".set offset, offset + 2\n"
        ".endr\n"
        "adds r0, r0, #32\n"
        "adds r1, r1, #32\n"
        "subs r7, r7, #1\n"
        "beq 2f\n"
        "ldr r2, =1b + 1\n"
        "bx r2\n"
        ".ltorg\n"
        "2:\n"
        "pop {r3}\n"
        "mov r4, r8\n"
        "mov r5, r9\n"
        "mov r6, r10\n"
        "mov r7, r11\n"
        "stm r3!, {r4-r7}\n"
        "pop {r4-r7}\n"
        "mov r8, r4\n"
        "mov r9, r5\n"
        "mov r10, r6\n"
        "mov r11, r7\n"
        "pop {r4-r7, pc}\n");
}

/* All filters of two places. column_sums: of the widened inputs. */
static void modelc_conv_s8_thumb1_places(const modelc_conv_s8_tiled_parameters *p, const uint8_t *columns, const int32_t *column_sums,
                                        int8_t *output0, int8_t *output1)
{
    const int32_t inputs = p->inputs;
    const int32_t filters = p->window.output_channels;
    for (int32_t first = 0; first < filters; first += 2) {
        const int32_t *const channels = p->channels + first * 2;
        int32_t sums[4];
        sums[0] = channels[0] - 128 * column_sums[0];
        sums[1] = channels[0] - 128 * column_sums[1];
        sums[2] = channels[1] - 128 * column_sums[0];
        sums[3] = channels[1] - 128 * column_sums[1];
        modelc_conv_s8_thumb1_tile(p->weights + first * inputs, columns, inputs, sums);
        output0[first] = modelc_finish_s8(&p->output, modelc_tiled_requantise(sums[0], channels[2]));
        output1[first] = modelc_finish_s8(&p->output, modelc_tiled_requantise(sums[1], channels[2]));
        if (first + 1 < filters) {
            output0[first + 1] = modelc_finish_s8(&p->output, modelc_tiled_requantise(sums[2], channels[3]));
            output1[first + 1] = modelc_finish_s8(&p->output, modelc_tiled_requantise(sums[3], channels[3]));
        }
    }
}

MODELC_API void modelc_conv_s8_thumb1(const modelc_conv_s8_tiled_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t places = parameters->window.output_height * parameters->window.output_width;
    uint8_t *const columns = (uint8_t *)scratch;
    for (int32_t place = 0; place < places; place += 2) {
        const int32_t place1 = place + 1 < places ? place + 1 : place;
        int32_t sums[2];
        sums[0] = modelc_tiled_window(parameters, input, place, columns);
        sums[1] = modelc_tiled_window(parameters, input, place1, columns + 1);
        modelc_conv_s8_thumb1_places(parameters, columns, sums, output + place * parameters->window.output_channels,
                                    output + place1 * parameters->window.output_channels);
    }
}

#endif
