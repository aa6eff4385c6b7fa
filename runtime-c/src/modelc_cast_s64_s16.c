#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_s64_s16, int64_t, int16_t)
