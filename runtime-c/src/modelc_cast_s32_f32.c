#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_s32_f32, int32_t, float)
