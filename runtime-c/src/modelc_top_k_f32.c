#include "modelc_top_k.h"

MODELC_TOP_K(modelc_top_k_f32, float)
