#include "modelc.h"

MODELC_API void modelc_true_indices(const modelc_truth_parameters *p, const uint8_t *input, int64_t *output)
{
    int32_t count = 0;
    for (int32_t i = 0; i < p->elements; ++i) {
        if (input[i] != 0) {
            output[count] = i;
            ++count;
        }
    }
    memset(output + count, 0, (size_t)(p->elements - count) * sizeof *output);
}
