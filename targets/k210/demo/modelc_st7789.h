/* The M5StickV's display: 240x135 pixels of 16 bits (red 5, green 6, blue 5). */
#ifndef MODELC_ST7789_H
#define MODELC_ST7789_H

#include <stdint.h>

#define MODELC_ST7789_WIDTH 240
#define MODELC_ST7789_HEIGHT 135

/* Turns the display on; power must be on. */
void modelc_st7789_start(void);

/* pixels: [135][240], row by row from the top left. */
void modelc_st7789_show(const uint16_t *pixels);

#endif
