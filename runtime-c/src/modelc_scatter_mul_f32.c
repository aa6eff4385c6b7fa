#include "modelc_scatter.h"

MODELC_SCATTER_F32(modelc_scatter_mul_f32, x * y)
