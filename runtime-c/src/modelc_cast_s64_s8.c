#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_s64_s8, int64_t, int8_t)
