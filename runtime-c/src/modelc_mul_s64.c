#include "modelc_elementwise.h"

MODELC_BINARY(modelc_mul_s64, int64_t, int64_t, (uint64_t)x * (uint64_t)y)
