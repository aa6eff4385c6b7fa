/* The K210 without a vendor's SDK: start-up, clocks, console. Addresses are the chip's; nothing here has run on silicon. */
#ifndef MODELC_K210_H
#define MODELC_K210_H

#include <stdint.h>

/* Runs the processor from the 26 MHz crystal, the KPU from PLL1 at 299 MHz, and opens the console at 115200 baud, 8N1. */
void modelc_k210_start(void);

/* Sets PLL 0, 1 or 2 to 26 MHz * multiplier (1 to 64) / output_divider (1 to 16) and waits until it is stable. Nothing may run from it. */
void modelc_k210_start_pll(uint32_t number, uint32_t multiplier, uint32_t output_divider);

/* 115200 baud, 8N1, from the processor's clock. */
void modelc_k210_open_console(uint32_t processor_hertz);

/* Writes to the console; waits while it is busy. */
void modelc_k210_print(const char *text);
void modelc_k210_print_number(uint64_t number);
void modelc_k210_print_word(uint32_t word); /* eight hexadecimal digits */

#endif
