#include "modelc_scan.h"

MODELC_SCAN(modelc_scan_prod_f32, float, float, 1, x * y)
