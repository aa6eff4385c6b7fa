#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_s8_s64, int8_t, int64_t)
