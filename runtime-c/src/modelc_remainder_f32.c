#include "modelc_elementwise.h"

MODELC_BINARY_F32(modelc_remainder_f32, fmodf(x, y))
