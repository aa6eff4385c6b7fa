#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_s32_s64, int32_t, int64_t)
