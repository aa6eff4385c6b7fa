#include "modelc_scan.h"

MODELC_SCAN(modelc_scan_sum_f32, float, float, 0, x + y)
