/* The K210's three I2C buses as masters at 100 kHz, one device each. */
#ifndef MODELC_K210_I2C_H
#define MODELC_K210_I2C_H

#include <stdint.h>

/* Bus 0, 1 or 2 talks to a device with a 7-bit address. The pins are the caller's. */
void modelc_k210_start_i2c(uint32_t bus, uint32_t device);

/* Writes a register of the device. Returns whether the device answered. */
int32_t modelc_k210_write_i2c(uint32_t bus, uint8_t number, uint8_t value);

/* Reads a register of the device: its number is written, then, after a stop, one byte is read. Returns whether the device answered. */
int32_t modelc_k210_read_i2c(uint32_t bus, uint8_t number, uint8_t *value);

#endif
