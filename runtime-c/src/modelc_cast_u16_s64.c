#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_u16_s64, uint16_t, int64_t)
