#include "modelc_elementwise.h"

MODELC_BINARY_F32(modelc_min_f32, x < y || x != x ? x : y)
