#include "modelc_elementwise.h"

MODELC_BINARY(modelc_mod_unsigned_s64, int64_t, int64_t, y == 0 ? 0 : (uint64_t)x % (uint64_t)y)
