#include "modelc.h"
#include "modelc_move_rows.h"

MODELC_API void modelc_append_rows(const modelc_append_rows_parameters *parameters, const void *input, void *output)
{
    int8_t *const window = (int8_t *)output;

    modelc_move_rows(window, window + parameters->new_bytes, parameters->kept_bytes);
    memcpy(window + parameters->kept_bytes, input, (size_t)parameters->new_bytes);
}
