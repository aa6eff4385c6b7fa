#include "modelc_ov7740.h"
#include "modelc_k210_dvp.h"
#include "modelc_k210_i2c.h"
#include "modelc_k210_pins.h"
#include "modelc_k210_system.h"

#define BUS 2u
#define DEVICE 0x21u
#define DATA_PIN 40u
#define CLOCK_PIN 41u
#define RESET_PIN 42u
#define VSYNC_PIN 43u
#define POWER_DOWN_PIN 44u
#define HREF_PIN 45u
#define CAMERA_CLOCK_PIN 46u
#define PIXEL_CLOCK_PIN 47u

#define IDENTITY_HIGH 0x0au
#define IDENTITY_LOW 0x0bu
#define CONTROL 0x12u
#define CONTROL_RESET 0x80u
#define SETTLE_MICROSECONDS 5000u

/* Window, size and format by the sensor's data sheet; of the rest, which it explains little, the values that public drivers for this board agree on. */
static const uint8_t settings[][2] = {
    /* Clock not divided; output of YUV 4:2:2. */
    { 0x11, 0x00 }, { 0x12, 0x00 }, { 0xd5, 0x10 }, { 0x0d, 0x34 },
    /* Window of the sensor: from column 0x25, row 3, 640 by 480. */
    { 0x17, 0x25 }, { 0x18, 0xa0 }, { 0x19, 0x03 }, { 0x1a, 0xf0 }, { 0x1b, 0x81 },
    /* Output: 320 / 4 by 240 / 2, scaled both ways. */
    { 0x31, 0x50 }, { 0x32, 0x78 }, { 0x82, 0x3f },
    /* Lines of a frame and dummy pixels; exposure steps against the flicker of lamps. */
    { 0x2b, 0xf8 }, { 0x2c, 0x01 }, { 0x49, 0x64 }, { 0x4a, 0xa1 }, { 0x4d, 0x50 }, { 0x4e, 0x13 }, { 0x4e, 0x14 },
    /* Gain and exposure. */
    { 0x14, 0x38 }, { 0x27, 0x80 }, { 0x45, 0x41 }, { 0x4b, 0x40 }, { 0xac, 0x6e }, { 0xbe, 0xff }, { 0xbf, 0x00 }, { 0xe9, 0x00 },
    /* Darker corners made even. */
    { 0x85, 0x08 }, { 0x86, 0x02 }, { 0x87, 0x01 }, { 0x89, 0x30 }, { 0x8d, 0x30 }, { 0x8f, 0x85 }, { 0x93, 0x30 }, { 0x95, 0x85 }, { 0x99, 0x30 },
    { 0x9b, 0x85 },
    /* Analogue part and black level. */
    { 0x04, 0x40 }, { 0x29, 0x17 }, { 0x33, 0x44 }, { 0x36, 0x3f }, { 0x3a, 0x09 }, { 0x3d, 0x08 }, { 0x3e, 0x80 }, { 0x3f, 0x40 }, { 0x40, 0x7f },
    { 0x41, 0x6a }, { 0x42, 0x29 }, { 0x44, 0x58 }, { 0x47, 0x02 }, { 0x4c, 0x1a }, { 0x53, 0x00 }, { 0x5f, 0x04 }, { 0x64, 0x00 }, { 0x67, 0x90 },
    { 0x68, 0x1a }, { 0x38, 0x11 }, { 0x84, 0x70 }
};

static void set_pins(void)
{
    modelc_k210_set_voltage(6, 1);
    modelc_k210_set_voltage(7, 1);
    modelc_k210_connect_data_lines();
    modelc_k210_set_pin(CLOCK_PIN, MODELC_K210_I2C_SCLK(BUS), MODELC_K210_PIN_OPEN_DRAIN);
    modelc_k210_set_pin(DATA_PIN, MODELC_K210_I2C_SDA(BUS), MODELC_K210_PIN_OPEN_DRAIN);
    modelc_k210_set_pin(CAMERA_CLOCK_PIN, MODELC_K210_CAMERA_CLOCK, MODELC_K210_PIN_OUTPUT);
    modelc_k210_set_pin(RESET_PIN, MODELC_K210_CAMERA_RESET, MODELC_K210_PIN_OUTPUT);
    modelc_k210_set_pin(POWER_DOWN_PIN, MODELC_K210_CAMERA_POWER_DOWN, MODELC_K210_PIN_OUTPUT);
    modelc_k210_set_pin(VSYNC_PIN, MODELC_K210_CAMERA_VSYNC, MODELC_K210_PIN_INPUT);
    modelc_k210_set_pin(HREF_PIN, MODELC_K210_CAMERA_HREF, MODELC_K210_PIN_INPUT);
    modelc_k210_set_pin(PIXEL_CLOCK_PIN, MODELC_K210_CAMERA_PIXEL_CLOCK, MODELC_K210_PIN_INPUT);
}

static uint32_t identity(void)
{
    uint8_t high, low;
    if (!modelc_k210_read_i2c(BUS, IDENTITY_HIGH, &high) || !modelc_k210_read_i2c(BUS, IDENTITY_LOW, &low)) {
        return 0;
    }
    return (uint32_t)high << 8 | low;
}

static int32_t configure(void)
{
    int32_t answered = modelc_k210_write_i2c(BUS, CONTROL, CONTROL_RESET);
    modelc_k210_wait(SETTLE_MICROSECONDS);
    for (uint32_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        answered &= modelc_k210_write_i2c(BUS, settings[i][0], settings[i][1]);
    }
    return answered;
}

uint32_t modelc_ov7740_start(void)
{
    uint32_t found;
    set_pins();
    modelc_k210_start_i2c(BUS, DEVICE);
    modelc_k210_start_dvp();
    found = identity();
    if (found == MODELC_OV7740_IDENTITY) {
        if (!configure()) {
            return 0;
        }
        modelc_k210_receive();
    }
    return found;
}
