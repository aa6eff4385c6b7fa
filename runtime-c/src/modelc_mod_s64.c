#include "modelc_elementwise.h"

/* The remainder with the sign of y. */
static int64_t modelc_mod_s64_one(int64_t x, int64_t y)
{
    const int64_t rest = y == 0 || y == -1 ? 0 : x % y;
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
}

MODELC_BINARY(modelc_mod_s64, int64_t, int64_t, modelc_mod_s64_one(x, y))
