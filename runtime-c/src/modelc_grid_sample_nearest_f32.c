#include "modelc_grid_sample.h"

static void modelc_grid_sample_nearest_f32_weigh(float rest, float *weights)
{
    (void)rest;
    weights[0] = 1;
}

MODELC_GRID_SAMPLE(modelc_grid_sample_nearest_f32, 1, 0, rintf, modelc_grid_sample_nearest_f32_weigh)
