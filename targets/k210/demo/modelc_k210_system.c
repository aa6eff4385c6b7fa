#include "modelc_k210_system.h"
#include "modelc_k210.h"
#include "modelc_k210_registers.h"

#define SYSCTL(offset) MODELC_K210_REGISTER(0x50440000u + (offset))
#define CLOCK_SELECT SYSCTL(0x20)
#define CLOCK_BUSES SYSCTL(0x28)
#define CLOCK_DEVICES SYSCTL(0x2c)
#define RESET_DEVICES SYSCTL(0x34)
#define DIVIDER_SPI SYSCTL(0x3c)
#define DIVIDER_I2C SYSCTL(0x4c)
#define MISCELLANEOUS SYSCTL(0x54)
#define PIN_VOLTAGE SYSCTL(0x6c)

/* PLL0: 26 MHz * 60 / 2. */
#define MULTIPLIER 60u
#define OUTPUT_DIVIDER 2u

#define SELECT_FIELDS 0xfffu
#define PROCESSOR_FROM_PLL 1u
#define PROCESSOR_HALVED (0u << 1)
#define APB0_HALVED (1u << 3)
#define APB1_THIRD (2u << 6)
#define APB2_HALVED (1u << 9)
#define ALL_BUSES 0x3fu
#define DATA_LINES (1u << 10)
#define MEGAHERTZ (MODELC_K210_PROCESSOR_HERTZ / 1000000u)
#define RESET_MICROSECONDS 10u

void modelc_k210_run_fast(void)
{
    modelc_k210_start_pll(0, MULTIPLIER, OUTPUT_DIVIDER);
    CLOCK_BUSES |= ALL_BUSES;
    CLOCK_SELECT = (CLOCK_SELECT & ~SELECT_FIELDS) | PROCESSOR_HALVED | APB0_HALVED | APB1_THIRD | APB2_HALVED | PROCESSOR_FROM_PLL;
    modelc_k210_open_console(MODELC_K210_PROCESSOR_HERTZ);
}

void modelc_k210_enable_clock(uint32_t device)
{
    CLOCK_DEVICES |= 1u << device;
}

void modelc_k210_reset(uint32_t device)
{
    RESET_DEVICES |= 1u << device;
    modelc_k210_wait(RESET_MICROSECONDS);
    RESET_DEVICES &= ~(1u << device);
}

void modelc_k210_divide_i2c(uint32_t bus, uint32_t divider)
{
    const uint32_t position = 8u * (bus + 1u);
    DIVIDER_I2C = (DIVIDER_I2C & ~(0xffu << position)) | divider << position;
}

void modelc_k210_divide_spi0(void)
{
    DIVIDER_SPI &= ~0xffu;
}

void modelc_k210_set_voltage(uint32_t bank, int32_t is_low)
{
    PIN_VOLTAGE = is_low ? PIN_VOLTAGE | 1u << bank : PIN_VOLTAGE & ~(1u << bank);
}

void modelc_k210_connect_data_lines(void)
{
    MISCELLANEOUS |= DATA_LINES;
}

uint64_t modelc_k210_microseconds(void)
{
    uint64_t cycles;
    __asm__ volatile("csrr %0, mcycle" : "=r"(cycles));
    return cycles / MEGAHERTZ;
}

void modelc_k210_wait(uint32_t microseconds)
{
    const uint64_t start = modelc_k210_microseconds();
    while (modelc_k210_microseconds() - start < microseconds) {
    }
}
