#include "modelc.h"

MODELC_API void modelc_count_true(const modelc_truth_parameters *p, const uint8_t *input, int64_t *output)
{
    int32_t count = 0;
    for (int32_t i = 0; i < p->elements; ++i) {
        count += input[i] != 0 ? 1 : 0;
    }
    output[0] = count;
}
