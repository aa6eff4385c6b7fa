#include "modelc_elementwise.h"

MODELC_BINARY(modelc_less_s64, int64_t, uint8_t, x < y)
