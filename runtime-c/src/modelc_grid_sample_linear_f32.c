#include "modelc_grid_sample.h"

static void modelc_grid_sample_linear_f32_weigh(float rest, float *weights)
{
    weights[0] = 1 - rest;
    weights[1] = rest;
}

MODELC_GRID_SAMPLE(modelc_grid_sample_linear_f32, 2, 0, , modelc_grid_sample_linear_f32_weigh)
