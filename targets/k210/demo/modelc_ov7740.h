/* The camera OV7740 behind the camera's bus. */
#ifndef MODELC_OV7740_H
#define MODELC_OV7740_H

#include <stdint.h>

/* Registers 0x0a and 0x0b. */
#define MODELC_OV7740_IDENTITY 0x7742u

/* Sets it to 320x240, YUV 4:2:2. Returns whether it answered. */
int32_t modelc_ov7740_configure(void);

#endif
