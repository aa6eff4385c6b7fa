/* The K210 without a vendor's SDK: start-up, clocks, console. Addresses are the chip's; nothing here has run on silicon. */
#ifndef MODELC_K210_H
#define MODELC_K210_H

#include <stdint.h>

/* Runs the processor from the 26 MHz crystal, the KPU from PLL1 at 299 MHz, and opens the console at 115200 baud, 8N1. */
void modelc_k210_start(void);

/* Writes to the console; waits while it is busy. */
void modelc_k210_print(const char *text);
void modelc_k210_print_number(uint64_t number);
void modelc_k210_print_word(uint32_t word); /* eight hexadecimal digits */

#endif
