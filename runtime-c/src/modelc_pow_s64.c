#include "modelc_elementwise.h"

/* A negative exponent gives the reciprocal, truncated; 0 has none and gives 0. */
static int64_t modelc_pow_s64_one(int64_t base, int64_t exponent)
{
    uint64_t power = 1;
    uint64_t square = (uint64_t)base;
    if (exponent < 0) {
        return base == 1 || (base == -1 && exponent % 2 == 0) ? 1 : base == -1 ? -1 : 0;
    }
    for (; exponent > 0; exponent >>= 1) {
        power *= (exponent & 1) != 0 ? square : 1;
        square *= square;
    }
    return (int64_t)power;
}

MODELC_BINARY(modelc_pow_s64, int64_t, int64_t, modelc_pow_s64_one(x, y))
