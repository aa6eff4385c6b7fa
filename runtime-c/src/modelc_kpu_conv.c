#include "modelc.h"
#include "modelc_kpu.h"
#include "modelc_kpu_model.h"

#if defined(MODELC_KPU_EXISTS)

#if defined(MODELC_KPU_MODEL)

MODELC_API uint8_t *modelc_kpu_sram(void)
{
    static MODELC_ALIGNED(64) uint8_t memory[MODELC_KPU_SRAM_BYTES];
    return memory;
}

static void modelc_kpu_conv_layer(const modelc_kpu_conv_parameters *p, const uint64_t *words)
{
    modelc_kpu_model_run(words, p->weights + (words[5] >> 32), p->normalisation + (words[4] >> 32) / sizeof(int64_t), p->table, modelc_kpu_sram());
}

#else

#if !defined(MODELC_KPU_PLIC_CONTEXT)
#define MODELC_KPU_PLIC_CONTEXT 0
#endif

#define MODELC_KPU_CONV_UNCACHED 0x40000000u /* less than the cached address of the same memory */

#define MODELC_KPU_CONV_REGISTER(offset) ((volatile uint64_t *)(uintptr_t)(0x40800000u + (offset)))
#define MODELC_KPU_CONV_FIFO MODELC_KPU_CONV_REGISTER(0x00)
#define MODELC_KPU_CONV_RAW_STATUS MODELC_KPU_CONV_REGISTER(0x10)
#define MODELC_KPU_CONV_MASK MODELC_KPU_CONV_REGISTER(0x18)
#define MODELC_KPU_CONV_CLEAR MODELC_KPU_CONV_REGISTER(0x20)
#define MODELC_KPU_CONV_THRESHOLDS MODELC_KPU_CONV_REGISTER(0x28)
#define MODELC_KPU_CONV_EIGHT_BIT MODELC_KPU_CONV_REGISTER(0x40)

#define MODELC_KPU_CONV_DONE 1u
#define MODELC_KPU_CONV_ALL 7u

#define MODELC_KPU_CONV_PLIC(offset) ((volatile uint32_t *)(uintptr_t)(0x0c000000u + (offset)))
#define MODELC_KPU_CONV_SOURCE 25u
#define MODELC_KPU_CONV_PRIORITY MODELC_KPU_CONV_PLIC(4u * MODELC_KPU_CONV_SOURCE)
#define MODELC_KPU_CONV_ENABLE MODELC_KPU_CONV_PLIC(0x2000u + 0x80u * MODELC_KPU_PLIC_CONTEXT)
#define MODELC_KPU_CONV_CLAIM MODELC_KPU_CONV_PLIC(0x200004u + 0x1000u * MODELC_KPU_PLIC_CONTEXT)

MODELC_API uint8_t *modelc_kpu_sram(void)
{
    return (uint8_t *)(uintptr_t)0x40600000u;
}

/* The address by which the KPU reads memory that is not written meanwhile, in the upper half of a register word. */
static uint64_t modelc_kpu_conv_address(const void *memory)
{
    const uintptr_t address = (uintptr_t)memory;
    return (uint64_t)(address >= 0x80000000u ? address - MODELC_KPU_CONV_UNCACHED : address) << 32;
}

/* All stores so far reach memory and devices before those that follow. */
static void modelc_kpu_conv_fence(void)
{
    __asm__ volatile("fence" : : : "memory");
}

#if defined(MODELC_KPU_POLL)

static void modelc_kpu_conv_wait(void)
{
    while ((*MODELC_KPU_CONV_RAW_STATUS & MODELC_KPU_CONV_DONE) == 0) {
    }
}

#else

/* Sleeps until the interrupt is pending, which wakes a hart even where it takes no interrupts, and claims it. */
static void modelc_kpu_conv_wait(void)
{
    const uintptr_t external = 1u << 11;
    uintptr_t status, enabled;
    __asm__ volatile("csrrci %0, mstatus, 8" : "=r"(status));
    __asm__ volatile("csrrs %0, mie, %1" : "=r"(enabled) : "r"(external));
    *MODELC_KPU_CONV_PRIORITY = 1;
    *MODELC_KPU_CONV_ENABLE |= 1u << MODELC_KPU_CONV_SOURCE;
    while (*MODELC_KPU_CONV_CLAIM != MODELC_KPU_CONV_SOURCE) {
        __asm__ volatile("wfi");
    }
    *MODELC_KPU_CONV_CLEAR = MODELC_KPU_CONV_ALL;
    *MODELC_KPU_CONV_CLAIM = MODELC_KPU_CONV_SOURCE;
    *MODELC_KPU_CONV_ENABLE &= ~(1u << MODELC_KPU_CONV_SOURCE);
    __asm__ volatile("csrw mie, %0" : : "r"(enabled));
    __asm__ volatile("csrs mstatus, %0" : : "r"(status & 8u));
}

#endif

static void modelc_kpu_conv_layer(const modelc_kpu_conv_parameters *p, const uint64_t *words)
{
    *MODELC_KPU_CONV_CLEAR = MODELC_KPU_CONV_ALL;
    *MODELC_KPU_CONV_THRESHOLDS = 10u | 1u << 4;
    *MODELC_KPU_CONV_EIGHT_BIT = 1;
    *MODELC_KPU_CONV_MASK = MODELC_KPU_CONV_ALL & ~MODELC_KPU_CONV_DONE;
    modelc_kpu_conv_fence();
    for (int32_t word = 0; word < MODELC_KPU_WORDS; ++word) {
        uint64_t value = words[word];
        value |= word == 0 ? 1u : 0u;
        value += word == 4 ? modelc_kpu_conv_address(p->normalisation) : 0;
        value += word == 5 ? modelc_kpu_conv_address(p->weights) : 0;
        value += word == 7 ? modelc_kpu_conv_address(p->table) : 0;
        *MODELC_KPU_CONV_FIFO = value;
    }
    modelc_kpu_conv_wait();
    *MODELC_KPU_CONV_CLEAR = MODELC_KPU_CONV_ALL;
    *MODELC_KPU_CONV_MASK = MODELC_KPU_CONV_ALL;
    modelc_kpu_conv_fence();
}

#endif

MODELC_API void modelc_kpu_conv(const modelc_kpu_conv_parameters *p)
{
    uint64_t words[MODELC_KPU_WORDS];
    for (int32_t layer = 0; layer < p->layers; ++layer) {
        for (int32_t word = 0; word < MODELC_KPU_WORDS; ++word) {
            words[word] = (uint64_t)p->words[layer * MODELC_KPU_WORDS + word];
        }
        modelc_kpu_conv_layer(p, words);
    }
}

#endif
