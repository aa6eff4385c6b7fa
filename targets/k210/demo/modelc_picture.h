/* From the camera's frame to the bytes that a network sees. Knows no devices. */
#ifndef MODELC_PICTURE_H
#define MODELC_PICTURE_H

#include <stdint.h>

/* planes: u8 [3][height][width], red, green, blue. */
typedef struct {
    const uint8_t *planes;
    int32_t height;
    int32_t width;
} modelc_frame;

/* A part of a frame. */
typedef struct {
    int32_t top;
    int32_t left;
    int32_t height;
    int32_t width;
} modelc_part;

/* The largest part in the middle of a frame with the proportions of height to width. */
modelc_part modelc_picture_part(const modelc_frame *frame, int32_t height, int32_t width);

/* Shrinks a part to picture, u8 [channels][height][width]: a pixel is the rounded mean of those it stands for. channels: 3 as in the frame, or 1:
 * grey, (77 red + 150 green + 29 blue) / 256 of the means, rounded. height and width must not exceed those of the part. */
void modelc_picture_shrink(
    const modelc_frame *frame, const modelc_part *part, int32_t channels, int32_t height, int32_t width, uint8_t *picture);

/* Makes writing on paper what networks for digits are trained on: picture, u8 [height][width] in grey, becomes the difference from the paper, whose
 * brightness is the mean of the border, in the direction away from its half of the scale; an eighth of the largest difference counts as paper, the
 * largest becomes 255. Where nothing differs by 32 there is nothing written: all 0. */
void modelc_picture_take_ink(int32_t height, int32_t width, uint8_t *picture);

#endif
