/* The K210's SPI0 as a master that only sends, on one data line, at 39 MHz. */
#ifndef MODELC_K210_SPI_H
#define MODELC_K210_SPI_H

#include <stdint.h>

/* Sends to the device at chip select 0 to 3. The pins are the caller's. */
void modelc_k210_start_spi0(uint32_t chip_select);

/* Sends bytes, or halfwords with the higher bit first, and waits for the end. */
void modelc_k210_send_bytes(const uint8_t *bytes, uint32_t count);
void modelc_k210_send_halfwords(const uint16_t *halfwords, uint32_t count);

#endif
