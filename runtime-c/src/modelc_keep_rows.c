#include "modelc.h"
#include "modelc_move_rows.h"

MODELC_API void modelc_keep_rows(void *to, const void *from, int32_t bytes)
{
    modelc_move_rows(to, from, bytes);
}
