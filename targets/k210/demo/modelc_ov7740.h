/* The M5StickV's camera. */
#ifndef MODELC_OV7740_H
#define MODELC_OV7740_H

#include <stdint.h>

#define MODELC_OV7740_IDENTITY 0x7742u

/* Starts the camera (320x240, YUV 4:2:2) and the interface that takes its frames; power must be on. Returns its identity, MODELC_OV7740_IDENTITY where
 * it is the right one, and 0 where none answers. */
uint32_t modelc_ov7740_start(void);

#endif
