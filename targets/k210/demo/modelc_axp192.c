#include "modelc_axp192.h"
#include "modelc_k210_i2c.h"
#include "modelc_k210_pins.h"
#include "modelc_k210_system.h"

#define BUS 0u
#define DEVICE 0x34u
#define CLOCK_PIN 28u
#define DATA_PIN 29u
#define DISPLAY_BANK 3u
#define USB_POWER_PIN 23u
#define USB_POWER_OUTPUT 26u
#define SETTLE_MICROSECONDS 20000u

static const uint8_t settings[][2] = {
    { 0x23, 0x08 }, /* processor: 0.9 V */
    { 0x33, 0xc1 }, /* battery: charged with 190 mA */
    { 0x36, 0x6c }, /* off after 4 s of the key */
    { 0x91, 0xf0 }, /* backlight: 3.3 V */
    { 0x90, 0x02 }, /* the backlight's pin gives a voltage */
    { 0x28, 0xf0 }, /* display 3.3 V, camera 1.8 V */
    { 0x27, 0x2c }, /* pins of processor and camera: 1.8 V */
    { 0x12, 0xff }, /* everything on */
    { 0x23, 0x08 }, /* the processor's voltage again, now that it is on */
    { 0x31, 0x03 }, /* off where the battery is below 3.2 V */
    { 0x39, 0xfc }  /* no battery temperature sensor */
};

int32_t modelc_axp192_start(void)
{
    modelc_k210_set_voltage(DISPLAY_BANK, 0);
    modelc_k210_set_pin(CLOCK_PIN, MODELC_K210_I2C_SCLK(BUS), MODELC_K210_PIN_OPEN_DRAIN);
    modelc_k210_set_pin(DATA_PIN, MODELC_K210_I2C_SDA(BUS), MODELC_K210_PIN_OPEN_DRAIN);
    modelc_k210_start_i2c(BUS, DEVICE);
    for (uint32_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        if (!modelc_k210_write_i2c(BUS, settings[i][0], settings[i][1])) {
            return 0;
        }
    }
    modelc_k210_make_output(USB_POWER_PIN, USB_POWER_OUTPUT, 1);
    modelc_k210_wait(SETTLE_MICROSECONDS);
    return 1;
}
