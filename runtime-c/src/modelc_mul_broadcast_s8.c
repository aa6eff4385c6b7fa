#include "modelc_elementwise.h"

MODELC_PAIRS(modelc_mul_broadcast_s8, modelc_mul_broadcast_s8_parameters, int8_t, int8_t,
             modelc_mul_pair_s8(&p->product, x, y))
