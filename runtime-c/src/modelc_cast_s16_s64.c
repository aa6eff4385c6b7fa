#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_s16_s64, int16_t, int64_t)
