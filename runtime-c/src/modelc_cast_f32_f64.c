#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_f32_f64, float, double)
