#include "modelc_elementwise.h"

MODELC_CAST(modelc_cast_u64_f32, uint64_t, float)
