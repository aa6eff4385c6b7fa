/* The K210's system controller: the processor at full speed, clocks and resets of devices, voltage of pins; and time. */
#ifndef MODELC_K210_SYSTEM_H
#define MODELC_K210_SYSTEM_H

#include <stdint.h>

#define MODELC_K210_PLL0_HERTZ 780000000u /* what I2C and SPI divide */
#define MODELC_K210_PROCESSOR_HERTZ 390000000u
#define MODELC_K210_APB1_HERTZ 130000000u /* what the camera's clock is divided from */

/* Devices by their bit among clocks and resets. */
#define MODELC_K210_DVP 3u
#define MODELC_K210_GPIO 5u
#define MODELC_K210_SPI0 6u
#define MODELC_K210_I2C0 13u
#define MODELC_K210_FPIOA 20u

/* Runs the processor from PLL0, and the buses at a half (0 and 2) and a third (1) of its clock; the console keeps its speed. */
void modelc_k210_run_fast(void);

void modelc_k210_enable_clock(uint32_t device);
void modelc_k210_reset(uint32_t device);

/* I2C bus 0, 1 or 2 gets PLL0 / (2 (divider + 1)), divider 0 to 255. */
void modelc_k210_divide_i2c(uint32_t bus, uint32_t divider);

/* SPI0 gets PLL0 / 2. */
void modelc_k210_divide_spi0(void);

/* Pins 6 bank to 6 bank + 5 (bank 0 to 7): 1.8 V or 3.3 V. */
void modelc_k210_set_voltage(uint32_t bank, int32_t is_low);

/* Connects DVP with the data lines that it shares with SPI0 and that no pin number names. */
void modelc_k210_connect_data_lines(void);

/* Microseconds since the processor started. Only after modelc_k210_run_fast. */
uint64_t modelc_k210_microseconds(void);

void modelc_k210_wait(uint32_t microseconds);

#endif
