#include "modelc_elementwise.h"

static inline int16_t modelc_div_pair_s16(const modelc_product_s8 *quotient, int16_t x, int16_t y)
{
    if (y == 0) {
        return modelc_finish_s16(&quotient->output, x > 0 ? 1 << 16 : x < 0 ? -(1 << 16) : 0);
    }
    const int64_t size = y < 0 ? -(int64_t)y : y;
    const int64_t magnitude = ((x < 0 ? -(int64_t)x : x) * ((int64_t)1 << 30) + size / 2) / size;
    const int64_t exact = (x < 0) != (y < 0) ? -magnitude : magnitude;
    return modelc_finish_s16(&quotient->output, modelc_requantise_wide(exact, quotient->multiplier));
}

MODELC_PAIRS(modelc_div_s16, modelc_mul_broadcast_s8_parameters, int16_t, int16_t, modelc_div_pair_s16(&p->product, x, y))
