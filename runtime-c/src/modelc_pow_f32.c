#include "modelc_elementwise.h"

MODELC_BINARY_F32(modelc_pow_f32, powf(x, y))
