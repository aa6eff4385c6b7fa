/* The M5StickV's power chip. */
#ifndef MODELC_AXP192_H
#define MODELC_AXP192_H

#include <stdint.h>

/* Sets the voltages of processor, camera, display and backlight and turns them on. Returns whether the chip answered. */
int32_t modelc_axp192_start(void);

#endif
