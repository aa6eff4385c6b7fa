#include "modelc_elementwise.h"

MODELC_PAIRS(modelc_add_broadcast_s8, modelc_add_broadcast_s8_parameters, int8_t, int8_t,
             modelc_add_pair_s8(&p->sum, x, y))
