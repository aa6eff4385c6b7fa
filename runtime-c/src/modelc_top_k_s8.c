#include "modelc_top_k.h"

MODELC_TOP_K(modelc_top_k_s8, int8_t)
