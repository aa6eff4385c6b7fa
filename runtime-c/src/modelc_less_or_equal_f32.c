#include "modelc_elementwise.h"

MODELC_BINARY(modelc_less_or_equal_f32, float, uint8_t, x <= y)
