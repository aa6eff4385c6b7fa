#include "modelc_elementwise.h"

MODELC_BINARY_F32(modelc_add_f32, x + y)
