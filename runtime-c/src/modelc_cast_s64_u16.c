#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_s64_u16, int64_t, uint16_t)
