#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_s64_u8, int64_t, uint8_t)
