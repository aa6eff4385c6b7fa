#include "modelc_elementwise.h"

MODELC_BINARY(modelc_remainder_s64, int64_t, int64_t, y == 0 || y == -1 ? 0 : x % y)
