#include "modelc_elementwise.h"

MODELC_BINARY(modelc_add_s64, int64_t, int64_t, (uint64_t)x + (uint64_t)y)
