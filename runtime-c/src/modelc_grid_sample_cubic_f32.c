#include "modelc_grid_sample.h"

/* Cubic convolution after R. Keys with the coefficient -0.75, at a distance below 1 and from 1 to 2. */
static float modelc_grid_sample_cubic_f32_near(float distance)
{
    return (1.25f * distance - 2.25f) * distance * distance + 1;
}

static float modelc_grid_sample_cubic_f32_far(float distance)
{
    return ((-0.75f * distance + 3.75f) * distance - 6) * distance + 3;
}

static void modelc_grid_sample_cubic_f32_weigh(float rest, float *weights)
{
    weights[0] = modelc_grid_sample_cubic_f32_far(rest + 1);
    weights[1] = modelc_grid_sample_cubic_f32_near(rest);
    weights[2] = modelc_grid_sample_cubic_f32_near(1 - rest);
    weights[3] = modelc_grid_sample_cubic_f32_far(2 - rest);
}

MODELC_GRID_SAMPLE(modelc_grid_sample_cubic_f32, 4, -1, , modelc_grid_sample_cubic_f32_weigh)
