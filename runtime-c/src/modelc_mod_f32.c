#include "modelc_elementwise.h"

/* The remainder with the sign of y. */
static float modelc_mod_f32_one(float x, float y)
{
    const float rest = fmodf(x, y);
    if (rest < 0 || rest > 0) {
        return (rest < 0) != (y < 0) ? rest + y : rest;
    }
    return rest == 0 ? copysignf(0.0f, y) : rest;
}

MODELC_BINARY_F32(modelc_mod_f32, modelc_mod_f32_one(x, y))
