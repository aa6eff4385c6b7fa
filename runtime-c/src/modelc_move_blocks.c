#include "modelc.h"

MODELC_API void modelc_move_blocks(const modelc_move *p, const void *input, void *output)
{
    modelc_move_all(p, (const uint8_t *)input, (uint8_t *)output);
}
