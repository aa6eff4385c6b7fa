#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_u32_s64, uint32_t, int64_t)
