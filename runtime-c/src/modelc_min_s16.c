#include "modelc_elementwise.h"

MODELC_MIN_MAX(modelc_min_s16, int16_t, x < y)
