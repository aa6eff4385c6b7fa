#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_s64_f32, int64_t, float)
