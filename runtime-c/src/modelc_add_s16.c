#include "modelc_elementwise.h"

static inline int16_t modelc_add_pair_s16(const modelc_add_s16_parameters *p, int16_t x, int16_t y)
{
    const int64_t sum = (int64_t)x * p->multiplier_a + (int64_t)y * p->multiplier_b + ((int64_t)1 << (p->shift - 1));
    return modelc_finish_s16(&p->output, sum >> p->shift);
}

MODELC_PAIRS(modelc_add_s16, modelc_add_s16_parameters, int16_t, int16_t, modelc_add_pair_s16(p, x, y))
