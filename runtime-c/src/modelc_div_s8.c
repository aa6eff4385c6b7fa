#include "modelc_elementwise.h"

static inline int8_t modelc_div_pair_s8(const modelc_product_s8 *quotient, int8_t x, int8_t y)
{
    const int32_t dividend = x - quotient->zero_point_a;
    const int32_t divisor = y - quotient->zero_point_b;
    if (divisor == 0) {
        return modelc_finish_s8(&quotient->output, dividend > 0 ? 1 << 16 : dividend < 0 ? -(1 << 16) : 0);
    }
    const int32_t size = divisor < 0 ? -divisor : divisor;
    const int32_t magnitude = (((dividend < 0 ? -dividend : dividend) << 22) + size / 2) / size;
    const int32_t exact = (dividend < 0) != (divisor < 0) ? -magnitude : magnitude;
    return modelc_finish_s8(&quotient->output, modelc_requantise(exact, quotient->multiplier));
}

MODELC_PAIRS(modelc_div_s8, modelc_mul_broadcast_s8_parameters, int8_t, int8_t, modelc_div_pair_s8(&p->product, x, y))
