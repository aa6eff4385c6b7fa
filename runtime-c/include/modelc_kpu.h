/*
 * Access to the Kendryte K210's KPU. Not for models.
 *
 * On 64-bit RISC-V this is the chip's KPU, which belongs to one hart at a time: nothing else may use KPU or AI SRAM during an inference, and
 * clocks must be on (SYSCTL: PLL1, clk_en_peri bit 2). Waiting is by interrupt without a handler: the hart sleeps until the KPU's
 * interrupt (PLIC source 25) is pending, and claims it; MODELC_KPU_PLIC_CONTEXT is the hart's PLIC context in machine mode. With
 * MODELC_KPU_POLL it reads the KPU's status instead. With MODELC_KPU_MODEL, on any machine, a model of the KPU computes instead
 * (modelc_kpu_model.h), with 2 MB of memory for AI SRAM.
 */
#ifndef MODELC_KPU_H
#define MODELC_KPU_H

#include "modelc.h"

#define MODELC_KPU_WORDS 12
#define MODELC_KPU_ROW_BYTES 64
#define MODELC_KPU_SRAM_BYTES (2 << 20)

#if defined(MODELC_KPU_EXISTS)

/* AI SRAM, not through a cache. */
MODELC_API uint8_t *modelc_kpu_sram(void);

/* Where the lines of one channel of an image lie, and how many words of eight bytes are from one to the next. */
typedef struct {
    volatile uint64_t *words;
    int32_t step;
} modelc_kpu_plane;

static inline modelc_kpu_plane modelc_kpu_channel(const modelc_kpu_image *image, int32_t channel)
{
    const int32_t group = channel / image->channels_per_group;
    const int32_t place = channel - group * image->channels_per_group;
    const int32_t row = image->row + group * image->group_rows;
    modelc_kpu_plane plane;
    plane.words = (volatile uint64_t *)(void *)(modelc_kpu_sram() + row * MODELC_KPU_ROW_BYTES + place * image->pitch);
    plane.step = image->rows_per_line * (MODELC_KPU_ROW_BYTES / 8);
    return plane;
}

#endif

#endif
