#include "modelc_scan.h"

MODELC_SCAN(modelc_scan_prod_s64, int64_t, uint64_t, 1, x * y)
