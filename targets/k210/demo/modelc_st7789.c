#include "modelc_st7789.h"
#include "modelc_k210_pins.h"
#include "modelc_k210_spi.h"
#include "modelc_k210_system.h"

#define DATA_PIN 18u
#define CLOCK_PIN 19u
#define COMMAND_PIN 20u
#define RESET_PIN 21u
#define SELECT_PIN 22u
#define RESET_OUTPUT 30u
#define COMMAND_OUTPUT 31u /* low while a command is sent */

#define SOFTWARE_RESET 0x01u
#define SLEEP_OUT 0x11u
#define NORMAL_MODE 0x13u
#define INVERSION_ON 0x21u
#define DISPLAY_ON 0x29u
#define COLUMNS 0x2au
#define ROWS 0x2bu
#define WRITE_MEMORY 0x2cu
#define MEMORY_ORDER 0x36u
#define PIXEL_FORMAT 0x3au

#define LANDSCAPE 0x60u
#define SIXTEEN_BITS 0x55u

/* The panel shows a part of the controller's 320x240 pixels. */
#define FIRST_COLUMN 40u
#define FIRST_ROW 52u

static void send_command(uint8_t command)
{
    modelc_k210_set_output(COMMAND_OUTPUT, 0);
    modelc_k210_send_bytes(&command, 1);
    modelc_k210_set_output(COMMAND_OUTPUT, 1);
}

static void send_setting(uint8_t command, uint8_t value)
{
    send_command(command);
    modelc_k210_send_bytes(&value, 1);
}

static void send_range(uint8_t command, uint32_t first, uint32_t last)
{
    const uint8_t range[4] = { (uint8_t)(first >> 8), (uint8_t)first, (uint8_t)(last >> 8), (uint8_t)last };
    send_command(command);
    modelc_k210_send_bytes(range, sizeof range);
}

static void reset_panel(void)
{
    modelc_k210_set_output(RESET_OUTPUT, 0);
    modelc_k210_wait(50000);
    modelc_k210_set_output(RESET_OUTPUT, 1);
    modelc_k210_wait(50000);
    send_command(SOFTWARE_RESET);
    modelc_k210_wait(50000);
    send_command(SLEEP_OUT);
    modelc_k210_wait(120000);
}

void modelc_st7789_start(void)
{
    modelc_k210_make_output(RESET_PIN, RESET_OUTPUT, 0);
    modelc_k210_make_output(COMMAND_PIN, COMMAND_OUTPUT, 1);
    modelc_k210_set_pin(SELECT_PIN, MODELC_K210_SPI0_SS3, MODELC_K210_PIN_OUTPUT);
    modelc_k210_set_pin(CLOCK_PIN, MODELC_K210_SPI0_SCLK, MODELC_K210_PIN_OUTPUT);
    modelc_k210_set_pin(DATA_PIN, MODELC_K210_SPI0_D0, MODELC_K210_PIN_SHARED);
    modelc_k210_start_spi0(3);
    reset_panel();
    send_setting(PIXEL_FORMAT, SIXTEEN_BITS);
    send_setting(MEMORY_ORDER, LANDSCAPE);
    send_command(INVERSION_ON);
    send_command(NORMAL_MODE);
    modelc_k210_wait(10000);
    send_command(DISPLAY_ON);
}

void modelc_st7789_show(const uint16_t *pixels)
{
    send_range(COLUMNS, FIRST_COLUMN, FIRST_COLUMN + MODELC_ST7789_WIDTH - 1);
    send_range(ROWS, FIRST_ROW, FIRST_ROW + MODELC_ST7789_HEIGHT - 1);
    send_command(WRITE_MEMORY);
    modelc_k210_send_halfwords(pixels, MODELC_ST7789_WIDTH * MODELC_ST7789_HEIGHT);
}
