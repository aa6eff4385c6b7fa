/* The K210's pins: any of 48 takes any of 256 functions (FPIOA); 32 functions are pins for programs (GPIOHS). */
#ifndef MODELC_K210_PINS_H
#define MODELC_K210_PINS_H

#include <stdint.h>

/* Functions. */
#define MODELC_K210_SPI0_D0 4u
#define MODELC_K210_SPI0_SS3 15u
#define MODELC_K210_SPI0_ARBITRATION 16u
#define MODELC_K210_SPI0_SCLK 17u
#define MODELC_K210_GPIOHS(number) (24u + (number))
#define MODELC_K210_I2C_SCLK(bus) (126u + 2u * (bus))
#define MODELC_K210_I2C_SDA(bus) (127u + 2u * (bus))
#define MODELC_K210_CAMERA_CLOCK 132u
#define MODELC_K210_CAMERA_RESET 133u
#define MODELC_K210_CAMERA_POWER_DOWN 134u
#define MODELC_K210_CAMERA_VSYNC 135u
#define MODELC_K210_CAMERA_HREF 136u
#define MODELC_K210_CAMERA_PIXEL_CLOCK 137u

/* How a pin works beside its function. */
typedef enum {
    MODELC_K210_PIN_INPUT = 0x00900000,         /* Schmitt trigger */
    MODELC_K210_PIN_OUTPUT = 0x00001f00,        /* strongest driver */
    MODELC_K210_PIN_BOTH = 0x00901f00,          /* both at a time */
    MODELC_K210_PIN_SHARED = 0x00b03f00,        /* the function says when it drives */
    MODELC_K210_PIN_OPEN_DRAIN = 0x00b93000     /* the same with pull-up and slow edges */
} modelc_k210_pin_mode;

/* Clocks of FPIOA and GPIO on; SPI0 may always have the bus. */
void modelc_k210_start_pins(void);

void modelc_k210_set_pin(uint32_t pin, uint32_t function, modelc_k210_pin_mode mode);

/* The pin becomes an output of GPIOHS number (0 to 31) with this level. */
void modelc_k210_make_output(uint32_t pin, uint32_t number, int32_t level);

/* Sets an output of GPIOHS. */
void modelc_k210_set_output(uint32_t number, int32_t level);

#endif
