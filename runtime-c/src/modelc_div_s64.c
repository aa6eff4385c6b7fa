#include "modelc_elementwise.h"

/* -2^63 / -1 wraps around. */
MODELC_BINARY(modelc_div_s64, int64_t, int64_t, y == 0 ? 0 : y == -1 ? (int64_t)(0 - (uint64_t)x) : x / y)
