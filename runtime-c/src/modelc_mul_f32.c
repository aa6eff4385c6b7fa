#include "modelc_elementwise.h"

MODELC_BINARY_F32(modelc_mul_f32, x * y)
