#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_s8_f32, int8_t, float)
