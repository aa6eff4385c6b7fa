#include "modelc_elementwise.h"

MODELC_BINARY(modelc_max_s64, int64_t, int64_t, x > y ? x : y)
