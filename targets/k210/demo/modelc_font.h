/* Characters of 5x7 points: capital letters, digits and a few signs. */
#ifndef MODELC_FONT_H
#define MODELC_FONT_H

#include <stdint.h>

#define MODELC_FONT_WIDTH 5
#define MODELC_FONT_HEIGHT 7

/* The rows of a character from the top; bit 4 is the leftmost point. Small letters look as capital ones, what is not there as '?'. */
const uint8_t *modelc_font_rows(char character);

#endif
