#include "modelc_scan.h"

MODELC_SCAN_OF(modelc_scan_sum_s16, modelc_scan_sum_s8_parameters, int16_t, int32_t, 0, input[place] - p->zero_point, x + y,
               modelc_finish_s16(&p->output, modelc_requantise(x, p->multiplier)))
