#include "modelc_elementwise.h"

MODELC_COMPARISON(modelc_less_or_equal_s16, int16_t, <=)
