#include "modelc_k210_pins.h"
#include "modelc_k210_registers.h"
#include "modelc_k210_system.h"

#define FPIOA(offset) MODELC_K210_REGISTER(0x502b0000u + (offset))
#define TIED FPIOA(0xc0)
#define TIED_LEVEL FPIOA(0xe0)

#define GPIOHS(offset) MODELC_K210_REGISTER(0x38001000u + (offset))
#define INPUT_ENABLE GPIOHS(0x04)
#define OUTPUT_ENABLE GPIOHS(0x08)
#define OUTPUT_LEVEL GPIOHS(0x0c)

void modelc_k210_start_pins(void)
{
    modelc_k210_enable_clock(MODELC_K210_FPIOA);
    modelc_k210_enable_clock(MODELC_K210_GPIO);
    TIED_LEVEL |= 1u << MODELC_K210_SPI0_ARBITRATION;
    TIED |= 1u << MODELC_K210_SPI0_ARBITRATION;
}

void modelc_k210_set_pin(uint32_t pin, uint32_t function, modelc_k210_pin_mode mode)
{
    FPIOA(4u * pin) = function | (uint32_t)mode;
}

void modelc_k210_make_output(uint32_t pin, uint32_t number, int32_t level)
{
    modelc_k210_set_output(number, level);
    INPUT_ENABLE &= ~(1u << number);
    OUTPUT_ENABLE |= 1u << number;
    modelc_k210_set_pin(pin, MODELC_K210_GPIOHS(number), MODELC_K210_PIN_BOTH);
}

void modelc_k210_set_output(uint32_t number, int32_t level)
{
    OUTPUT_LEVEL = level ? OUTPUT_LEVEL | 1u << number : OUTPUT_LEVEL & ~(1u << number);
}
