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

/* The words of a channel's successor at the same place. */
static inline volatile uint64_t *modelc_kpu_next_channel(const modelc_kpu_image *image, volatile uint64_t *words, int32_t channel)
{
    const uint32_t place = (uint32_t)(channel + 1) & (uint32_t)(image->channels_per_group - 1);
    return words + image->pitch / 8 + (place == 0 ? (image->group_rows - 1) * (MODELC_KPU_ROW_BYTES / 8) : 0);
}

/* Eight bytes of memory, step bytes apart, the first lowest. */
static inline uint64_t modelc_kpu_gather(const uint8_t *input, int32_t step)
{
    uint64_t word = input[0];
    word |= (uint64_t)input[step] << 8;
    word |= (uint64_t)input[2 * step] << 16;
    word |= (uint64_t)input[3 * step] << 24;
    input += 4 * step;
    word |= (uint64_t)input[0] << 32;
    word |= (uint64_t)input[step] << 40;
    word |= (uint64_t)input[2 * step] << 48;
    word |= (uint64_t)input[3 * step] << 56;
    return word;
}

/* Eight bytes of memory that lie one behind the other, from a multiple of eight bytes on. */
static inline uint64_t modelc_kpu_load_aligned(const uint8_t *input)
{
    uint64_t word;
    memcpy(&word, __builtin_assume_aligned(input, 8), sizeof word);
    return word;
}

/* The same from any address. */
static inline uint64_t modelc_kpu_load(const uint8_t *input)
{
    return (uintptr_t)input % 8 == 0 ? modelc_kpu_load_aligned(input) : modelc_kpu_gather(input, 1);
}

/* Stores one channel of an image as modelc_kpu_upload_vector makes it, of eight elements. patches: its first row. */
static inline void modelc_kpu_store_patch(volatile uint64_t *patches, int32_t channel, uint64_t elements)
{
    const uint32_t line = MODELC_KPU_ROW_BYTES / 8;
    volatile uint64_t *const words = patches + ((uint32_t)channel / 4 * 4 * line + (uint32_t)channel % 4 * (line / 4));
    words[0] = elements;
    words[line] = elements >> 24;
    words[2 * line] = elements >> 48;
    words[3 * line] = 0;
}

#endif

#endif
