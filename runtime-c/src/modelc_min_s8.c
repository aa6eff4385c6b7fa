#include "modelc_elementwise.h"

MODELC_MIN_MAX(modelc_min_s8, int8_t, x < y)
