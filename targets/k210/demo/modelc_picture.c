#include "modelc_picture.h"

#define LEAST_INK 32

modelc_part modelc_picture_part(const modelc_frame *frame, int32_t height, int32_t width)
{
    modelc_part part = { 0, 0, frame->height, frame->width };
    if (frame->width * height > frame->height * width) {
        part.width = frame->height * width / height;
    } else {
        part.height = frame->width * height / width;
    }
    part.top = (frame->height - part.height) / 2;
    part.left = (frame->width - part.width) / 2;
    return part;
}

/* Of rows top to bottom and columns left to right, the ends not among them. */
static uint8_t mean(const uint8_t *plane, int32_t pitch, int32_t top, int32_t bottom, int32_t left, int32_t right)
{
    const int32_t count = (bottom - top) * (right - left);
    int32_t sum = count / 2;
    for (int32_t y = top; y < bottom; y++) {
        for (int32_t x = left; x < right; x++) {
            sum += plane[y * pitch + x];
        }
    }
    return (uint8_t)(sum / count);
}

static uint8_t grey(const uint8_t *colour)
{
    return (uint8_t)((77 * colour[0] + 150 * colour[1] + 29 * colour[2] + 128) / 256);
}

void modelc_picture_shrink(
    const modelc_frame *frame, const modelc_part *part, int32_t channels, int32_t height, int32_t width, uint8_t *picture)
{
    for (int32_t y = 0; y < height; y++) {
        const int32_t top = part->top + y * part->height / height;
        const int32_t bottom = part->top + (y + 1) * part->height / height;
        for (int32_t x = 0; x < width; x++) {
            const int32_t left = part->left + x * part->width / width;
            const int32_t right = part->left + (x + 1) * part->width / width;
            uint8_t colour[3];
            for (int32_t channel = 0; channel < 3; channel++) {
                const uint8_t *const plane = frame->planes + channel * frame->height * frame->width;
                colour[channel] = mean(plane, frame->width, top, bottom, left, right);
            }
            for (int32_t channel = 0; channel < channels; channel++) {
                picture[(channel * height + y) * width + x] = channels == 1 ? grey(colour) : colour[channel];
            }
        }
    }
}

static int32_t paper_of(int32_t height, int32_t width, const uint8_t *picture)
{
    int32_t sum = 0;
    for (int32_t x = 0; x < width; x++) {
        sum += picture[x] + picture[(height - 1) * width + x];
    }
    for (int32_t y = 0; y < height; y++) {
        sum += picture[y * width] + picture[y * width + width - 1];
    }
    return sum / (2 * (height + width));
}

/* How far a pixel is from the paper, 0 on the other side. */
static int32_t difference(int32_t paper, int32_t pixel)
{
    const int32_t towards_ink = paper >= 128 ? paper - pixel : pixel - paper;
    return towards_ink > 0 ? towards_ink : 0;
}

void modelc_picture_take_ink(int32_t height, int32_t width, uint8_t *picture)
{
    const int32_t paper = paper_of(height, width, picture);
    int32_t largest = 0, noise;
    for (int32_t i = 0; i < height * width; i++) {
        const int32_t ink = difference(paper, picture[i]);
        largest = ink > largest ? ink : largest;
    }
    noise = largest / 8;
    for (int32_t i = 0; i < height * width; i++) {
        const int32_t ink = difference(paper, picture[i]) - noise;
        picture[i] = largest < LEAST_INK || ink <= 0 ? 0 : (uint8_t)(255 * ink / (largest - noise));
    }
}
