/* Access to the K210's 32-bit device registers. */
#ifndef MODELC_K210_REGISTERS_H
#define MODELC_K210_REGISTERS_H

#include <stdint.h>

#define MODELC_K210_REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))

/* Where devices read and write the same memory: less than its cached address. */
#define MODELC_K210_UNCACHED 0x40000000u

#endif
