#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_s64_u32, int64_t, uint32_t)
