#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_s64_s32, int64_t, int32_t)
