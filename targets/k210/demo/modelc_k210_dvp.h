/* The K210's camera interface (DVP): takes frames of 320x240 in YUV 4:2:2 and stores them as planes of red, green and blue. */
#ifndef MODELC_K210_DVP_H
#define MODELC_K210_DVP_H

#include <stdint.h>

#define MODELC_K210_DVP_WIDTH 320
#define MODELC_K210_DVP_HEIGHT 240

/* Gives the camera its clock (21.7 MHz), takes it out of power-down and resets it. The pins are the caller's. */
void modelc_k210_start_dvp(void);

/* From now on frames can be taken. memory: where they are written, at an uncached address, a multiple of 8; NULL for memory of its own. */
void modelc_k210_receive(uint8_t *memory);

/* Waits for the beginning of a frame and stores it: u8 [3][240][320], red, green, blue. The result, a copy, is valid until the next call; NULL where no
 * frame comes within half a second. */
const uint8_t *modelc_k210_take_frame(void);

#endif
