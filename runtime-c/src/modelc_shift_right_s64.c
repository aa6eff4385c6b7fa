#include "modelc_elementwise.h"

MODELC_BINARY(modelc_shift_right_s64, int64_t, int64_t, x >> (y < 0 || y > 63 ? 63 : y))
