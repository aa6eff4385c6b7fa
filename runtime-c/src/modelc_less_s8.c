#include "modelc_elementwise.h"

MODELC_COMPARISON(modelc_less_s8, int8_t, <)
