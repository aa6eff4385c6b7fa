#include "modelc_elementwise.h"

MODELC_COMPARISON(modelc_equal_s16, int16_t, ==)
