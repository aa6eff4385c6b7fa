#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_u8_s64, uint8_t, int64_t)
