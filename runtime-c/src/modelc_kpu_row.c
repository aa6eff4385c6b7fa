#include "modelc.h"
#include "modelc_kpu.h"

#if defined(MODELC_KPU_EXISTS)

MODELC_API uint8_t *modelc_kpu_row(int32_t row)
{
    return modelc_kpu_sram() + row * MODELC_KPU_ROW_BYTES;
}

#endif
