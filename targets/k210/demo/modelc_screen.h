/* The demo's picture for a display of 240x135 pixels of 16 bits (red 5, green 6, blue 5). Knows no devices. */
#ifndef MODELC_SCREEN_H
#define MODELC_SCREEN_H

#include "modelc_picture.h"

#define MODELC_SCREEN_WIDTH 240
#define MODELC_SCREEN_HEIGHT 135

#define MODELC_SCREEN_WHITE 0xffffu
#define MODELC_SCREEN_YELLOW 0xffe0u

/* Width of a character at scale 1, with the gap behind it; a character is 7 high. */
#define MODELC_SCREEN_CHARACTER 6

/* Makes pixels, [135][240], black. */
void modelc_screen_clear(uint16_t *pixels);

/* Draws text, every point of a character as scale x scale pixels. Lower case looks as upper case, unknown characters as '?'; what is outside the screen is
 * left out. */
void modelc_screen_print(uint16_t *pixels, int32_t top, int32_t left, int32_t scale, uint16_t colour, const char *text);

/* Draws a part of a frame, as large as the screen's height allows, from the left edge. */
void modelc_screen_draw(uint16_t *pixels, const modelc_frame *frame, const modelc_part *part);

/* The whole picture: what the network looks at, on the left; the name of the class, how sure it is and how long it took, on the right.
 * microseconds below 10 s. */
void modelc_screen_report(
    uint16_t *pixels, const modelc_frame *frame, const modelc_part *part, const char *name, int32_t percent, uint32_t microseconds);

#endif
