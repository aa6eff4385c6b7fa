#include "modelc_elementwise.h"

MODELC_BINARY(modelc_shift_left_s64, int64_t, int64_t, y < 0 || y > 63 ? 0 : (uint64_t)x << y)
