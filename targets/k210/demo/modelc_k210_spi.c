#include "modelc_k210_spi.h"
#include "modelc_k210_registers.h"
#include "modelc_k210_system.h"

#define SPI0(offset) MODELC_K210_REGISTER(0x52000000u + (offset))
#define CONTROL SPI0(0x00)
#define ENABLE SPI0(0x08)
#define CHIP_SELECT SPI0(0x10)
#define DIVIDER SPI0(0x14)
#define WAITING SPI0(0x20)
#define STATUS SPI0(0x28)
#define INTERRUPT_MASK SPI0(0x2c)
#define DMA_CONTROL SPI0(0x4c)
#define DATA SPI0(0x60)
#define LINES_CONTROL SPI0(0xf4)
#define BYTE_ORDER SPI0(0x118)

#define SEND_ONLY (1u << 8)
#define BITS(count) (((count) - 1u) << 16)
#define STATUS_BUSY 1u
#define STATUS_EMPTY (1u << 2)
#define PLACES 32u
#define DIVISOR (MODELC_K210_PLL0_HERTZ / 2u / 39000000u)

static uint32_t selected;

void modelc_k210_start_spi0(uint32_t chip_select)
{
    modelc_k210_enable_clock(MODELC_K210_SPI0);
    modelc_k210_divide_spi0();
    selected = 1u << chip_select;
    ENABLE = 0;
    DIVIDER = DIVISOR;
    INTERRUPT_MASK = 0;
    DMA_CONTROL = 0;
    LINES_CONTROL = 0;
    BYTE_ORDER = 0;
}

static void begin(uint32_t bits)
{
    ENABLE = 0;
    CONTROL = SEND_ONLY | BITS(bits);
    ENABLE = 1;
    CHIP_SELECT = selected;
}

static void send(uint32_t word)
{
    while (WAITING >= PLACES) {
    }
    DATA = word;
}

static void end(void)
{
    while ((STATUS & (STATUS_BUSY | STATUS_EMPTY)) != STATUS_EMPTY) {
    }
    CHIP_SELECT = 0;
    ENABLE = 0;
}

void modelc_k210_send_bytes(const uint8_t *bytes, uint32_t count)
{
    begin(8);
    for (uint32_t i = 0; i < count; i++) {
        send(bytes[i]);
    }
    end();
}

void modelc_k210_send_halfwords(const uint16_t *halfwords, uint32_t count)
{
    begin(16);
    for (uint32_t i = 0; i < count; i++) {
        send(halfwords[i]);
    }
    end();
}
