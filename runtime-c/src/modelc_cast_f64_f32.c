#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_f64_f32, double, float)
