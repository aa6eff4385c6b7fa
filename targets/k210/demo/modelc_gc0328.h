/* The camera GC0328 behind the camera's bus. */
#ifndef MODELC_GC0328_H
#define MODELC_GC0328_H

#include <stdint.h>

/* Register 0xf0. */
#define MODELC_GC0328_IDENTITY 0x9du

/* Sets it to 320x240, YUV 4:2:2. Returns whether it answered. */
int32_t modelc_gc0328_configure(void);

#endif
