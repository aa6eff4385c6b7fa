#include "modelc_scan.h"

MODELC_SCAN_OF(modelc_scan_sum_s8, modelc_scan_sum_s8_parameters, int8_t, int32_t, 0, input[place] - p->zero_point, x + y,
               modelc_finish_s8(&p->output, modelc_requantise(x, p->multiplier)))
