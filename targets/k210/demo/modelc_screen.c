#include "modelc_screen.h"
#include "modelc_font.h"

#include <string.h>

#define TEXT_LEFT 141
#define LARGEST_SCALE 6
#define NAME_TOP 8
#define PERCENT_TOP 72
#define TIME_TOP 100
#define SMALL_SCALE 2

void modelc_screen_clear(uint16_t *pixels)
{
    memset(pixels, 0, MODELC_SCREEN_WIDTH * MODELC_SCREEN_HEIGHT * sizeof pixels[0]);
}

static void fill(uint16_t *pixels, int32_t top, int32_t left, int32_t size, uint16_t colour)
{
    for (int32_t y = top; y < top + size && y < MODELC_SCREEN_HEIGHT; y++) {
        for (int32_t x = left; x < left + size && x < MODELC_SCREEN_WIDTH; x++) {
            pixels[y * MODELC_SCREEN_WIDTH + x] = colour;
        }
    }
}

void modelc_screen_print(uint16_t *pixels, int32_t top, int32_t left, int32_t scale, uint16_t colour, const char *text)
{
    for (; *text != 0; text++, left += MODELC_SCREEN_CHARACTER * scale) {
        const uint8_t *const rows = modelc_font_rows(*text);
        for (int32_t y = 0; y < MODELC_FONT_HEIGHT; y++) {
            for (int32_t x = 0; x < MODELC_FONT_WIDTH; x++) {
                if ((rows[y] >> (MODELC_FONT_WIDTH - 1 - x) & 1) != 0) {
                    fill(pixels, top + y * scale, left + x * scale, scale, colour);
                }
            }
        }
    }
}

void modelc_screen_draw(uint16_t *pixels, const modelc_frame *frame, const modelc_part *part)
{
    const int32_t larger = part->height > part->width ? part->height : part->width;
    const int32_t height = MODELC_SCREEN_HEIGHT * part->height / larger;
    const int32_t width = MODELC_SCREEN_HEIGHT * part->width / larger;
    const int32_t plane = frame->height * frame->width;
    for (int32_t y = 0; y < height; y++) {
        for (int32_t x = 0; x < width; x++) {
            const int32_t from_y = part->top + y * part->height / height;
            const int32_t from_x = part->left + x * part->width / width;
            const uint8_t *const pixel = frame->planes + from_y * frame->width + from_x;
            pixels[y * MODELC_SCREEN_WIDTH + x] = (uint16_t)((pixel[0] >> 3) << 11 | (pixel[plane] >> 2) << 5 | pixel[2 * plane] >> 3);
        }
    }
}

/* Appends number in decimal at text and returns the place behind it. */
static char *append_number(char *text, uint32_t number)
{
    char digits[10];
    uint32_t count = 0;
    do {
        digits[count++] = (char)('0' + number % 10u);
        number /= 10u;
    } while (number != 0);
    while (count > 0) {
        *text++ = digits[--count];
    }
    return text;
}

/* Milliseconds, below 1000 with one decimal. */
static char *append_time(char *text, uint32_t microseconds)
{
    text = append_number(text, microseconds / 1000u);
    if (microseconds < 1000000u) {
        *text++ = '.';
        text = append_number(text, microseconds / 100u % 10u);
    }
    return text;
}

/* The largest at which text fits. */
static int32_t scale_of(const char *text)
{
    const int32_t width = MODELC_SCREEN_CHARACTER * (int32_t)strlen(text);
    int32_t scale = LARGEST_SCALE;
    while (scale > 1 && scale * width > MODELC_SCREEN_WIDTH - TEXT_LEFT) {
        scale--;
    }
    return scale;
}

void modelc_screen_report(
    uint16_t *pixels, const modelc_frame *frame, const modelc_part *part, const char *name, int32_t percent, uint32_t microseconds)
{
    char text[16];
    modelc_screen_clear(pixels);
    modelc_screen_draw(pixels, frame, part);
    modelc_screen_print(pixels, NAME_TOP, TEXT_LEFT, scale_of(name), MODELC_SCREEN_YELLOW, name);
    strcpy(append_number(text, (uint32_t)percent), " %");
    modelc_screen_print(pixels, PERCENT_TOP, TEXT_LEFT, SMALL_SCALE, MODELC_SCREEN_WHITE, text);
    strcpy(append_time(text, microseconds), " ms");
    modelc_screen_print(pixels, TIME_TOP, TEXT_LEFT, SMALL_SCALE, MODELC_SCREEN_WHITE, text);
}
