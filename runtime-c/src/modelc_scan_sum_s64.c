#include "modelc_scan.h"

MODELC_SCAN(modelc_scan_sum_s64, int64_t, uint64_t, 0, x + y)
