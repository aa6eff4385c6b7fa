#include "modelc_elementwise.h"

MODELC_PAIRS(modelc_mul_s16, modelc_mul_broadcast_s8_parameters, int16_t, int16_t,
             modelc_finish_s16(&p->product.output, modelc_requantise(x * y, p->product.multiplier)))
