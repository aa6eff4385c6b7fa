#include "modelc_camera.h"
#include "modelc_gc0328.h"
#include "modelc_k210_dvp.h"
#include "modelc_k210_i2c.h"
#include "modelc_k210_pins.h"
#include "modelc_k210_system.h"
#include "modelc_ov7740.h"

#define DEVICE 0x21u
#define DATA_PIN 40u
#define CLOCK_PIN 41u
#define RESET_PIN 42u
#define VSYNC_PIN 43u
#define POWER_DOWN_PIN 44u
#define HREF_PIN 45u
#define CAMERA_CLOCK_PIN 46u
#define PIXEL_CLOCK_PIN 47u

static void set_pins(void)
{
    modelc_k210_set_voltage(6, 1);
    modelc_k210_set_voltage(7, 1);
    modelc_k210_connect_data_lines();
    modelc_k210_set_pin(CLOCK_PIN, MODELC_K210_I2C_SCLK(MODELC_CAMERA_BUS), MODELC_K210_PIN_OPEN_DRAIN);
    modelc_k210_set_pin(DATA_PIN, MODELC_K210_I2C_SDA(MODELC_CAMERA_BUS), MODELC_K210_PIN_OPEN_DRAIN);
    modelc_k210_set_pin(CAMERA_CLOCK_PIN, MODELC_K210_CAMERA_CLOCK, MODELC_K210_PIN_OUTPUT);
    modelc_k210_set_pin(RESET_PIN, MODELC_K210_CAMERA_RESET, MODELC_K210_PIN_OUTPUT);
    modelc_k210_set_pin(POWER_DOWN_PIN, MODELC_K210_CAMERA_POWER_DOWN, MODELC_K210_PIN_OUTPUT);
    modelc_k210_set_pin(VSYNC_PIN, MODELC_K210_CAMERA_VSYNC, MODELC_K210_PIN_INPUT);
    modelc_k210_set_pin(HREF_PIN, MODELC_K210_CAMERA_HREF, MODELC_K210_PIN_INPUT);
    modelc_k210_set_pin(PIXEL_CLOCK_PIN, MODELC_K210_CAMERA_PIXEL_CLOCK, MODELC_K210_PIN_INPUT);
}

int32_t modelc_camera_write(const uint8_t (*settings)[2], uint32_t count)
{
    int32_t answered = 1;
    for (uint32_t i = 0; i < count; i++) {
        answered &= modelc_k210_write_i2c(MODELC_CAMERA_BUS, settings[i][0], settings[i][1]);
    }
    return answered;
}

static int32_t add_register(uint8_t number, uint32_t *identity)
{
    uint8_t value = 0;
    const int32_t answered = modelc_k210_read_i2c(MODELC_CAMERA_BUS, number, &value);
    *identity = *identity << 8 | value;
    return answered;
}

modelc_camera modelc_camera_start(void)
{
    modelc_camera camera = { 0, 0, 0 };
    set_pins();
    modelc_k210_start_i2c(MODELC_CAMERA_BUS, DEVICE);
    modelc_k210_start_dvp();
    camera.answers = add_register(0x0a, &camera.identity) && add_register(0x0b, &camera.identity) && add_register(0xf0, &camera.identity);
    if (!camera.answers) {
        return camera;
    }
    if (camera.identity >> 8 == MODELC_OV7740_IDENTITY) {
        camera.delivers = modelc_ov7740_configure();
    } else if ((camera.identity & 0xffu) == MODELC_GC0328_IDENTITY) {
        camera.delivers = modelc_gc0328_configure();
    }
    return camera;
}
