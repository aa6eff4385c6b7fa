#include "modelc_elementwise.h"

MODELC_BINARY(modelc_or_bool, uint8_t, uint8_t, x | y)
