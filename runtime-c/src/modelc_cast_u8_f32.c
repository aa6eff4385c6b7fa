#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_u8_f32, uint8_t, float)
