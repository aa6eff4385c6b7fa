#include "modelc_elementwise.h"

MODELC_COMPARISON(modelc_less_s16, int16_t, <)
