#include "modelc_elementwise.h"

MODELC_BINARY(modelc_equal_f32, float, uint8_t, x <= y && x >= y)
