#include "modelc_elementwise.h"

MODELC_MIN_MAX(modelc_max_s16, int16_t, x > y)
