#include "modelc_top_k.h"

MODELC_TOP_K(modelc_top_k_s16, int16_t)
