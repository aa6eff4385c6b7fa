/* The M5StickV's camera: an OV7740, or on some boards a GC0328, both at one address of the bus. */
#ifndef MODELC_CAMERA_H
#define MODELC_CAMERA_H

#include <stdint.h>

/* The I2C bus of the camera. */
#define MODELC_CAMERA_BUS 2u

typedef struct {
    int32_t answers;   /* whether there is one */
    int32_t delivers;  /* whether it is one of the two, and set up */
    uint32_t identity; /* its registers 0x0a, 0x0b and 0xf0 as three bytes: 0x7742.. is an OV7740, 0x....9d a GC0328 */
} modelc_camera;

/* Starts the camera (320x240, YUV 4:2:2); power must be on. */
modelc_camera modelc_camera_start(void);

/* Writes count pairs of register and value. Returns whether the camera answered each. */
int32_t modelc_camera_write(const uint8_t (*settings)[2], uint32_t count);

#endif
