/* The K210's KPU for firmware under QEMU, which does not know it: what the driver reads and writes there is not mapped, and a trap handler carries
 * the access out. Layers are computed by the model in modelc_kpu_model.h from the register words alone.
 *
 * Checks what can be checked so: addresses and their alignment, the order and number of words, register values, interrupt set-up. Not caches and timing.
 */
#include "modelc_kpu_model.h"

#include <stdio.h>
#include <stdlib.h>

#define CACHED 0x40000000u /* more than the uncached address of the same memory */
#define MEMORY 0x40000000u
#define MEMORY_BYTES 0x600000u
#define SRAM 0x40600000u
#define REGISTERS 0x40800000u
#define PLIC 0x0c000000u
#define PLIC_BYTES 0x4000000u
#define SOFTWARE_INTERRUPT 0x02000000u /* of QEMU's interrupt controller: wakes the hart */

#define CAUSE_LOAD 5u
#define CAUSE_STORE 7u
#define KPU_SOURCE 25u
#define ALIGNMENT 256u

/* One access: an integer register and 1, 2, 4 or 8 bytes. */
struct access {
    uint32_t is_store, is_signed, bytes, number, length;
};

static struct {
    uint64_t words[MODELC_KPU_WORDS];
    uint32_t count;
    uint64_t raw_status, mask, thresholds, eight_bit;
    uint32_t priority, enabled, pending, claims;
} kpu;

static _Alignas(16) uint8_t trap_stack[16384];

uint64_t modelc_kpu_emulator_thread; /* the thread pointer of this program */

void modelc_kpu_emulator_start(void);

/* Other devices of a board, where a program defines them: the value of a load; what is stored. Whether there is one at the address. */
extern int modelc_kpu_emulator_device(uint32_t is_store, uint64_t address, uint64_t *value) __attribute__((weak));

void modelc_kpu_emulator_trap(void);
void modelc_kpu_emulator_handle(uint64_t *registers);

static void modelc_kpu_emulator_fail(const char *what, uint64_t value)
{
    printf("error: the KPU's emulator: %s 0x%llx\n", what, (unsigned long long)value);
    exit(1);
}

static void modelc_kpu_emulator_require(int holds, const char *what, uint64_t value)
{
    if (!holds) {
        modelc_kpu_emulator_fail(what, value);
    }
}

/* ---- The processor ---- */

/* Saves the integer registers on a stack of its own: x1 at 8, x2 at 16, and so on. The interrupted program may be another one, with other global and
 * thread pointers. */
__attribute__((naked, aligned(4))) void modelc_kpu_emulator_trap(void)
{
    __asm__ volatile(
        "csrrw sp, mscratch, sp\n"
        "addi sp, sp, -256\n"
        "sd x1, 8(sp)\n sd x3, 24(sp)\n sd x4, 32(sp)\n sd x5, 40(sp)\n sd x6, 48(sp)\n sd x7, 56(sp)\n sd x8, 64(sp)\n sd x9, 72(sp)\n"
        "sd x10, 80(sp)\n sd x11, 88(sp)\n sd x12, 96(sp)\n sd x13, 104(sp)\n sd x14, 112(sp)\n sd x15, 120(sp)\n sd x16, 128(sp)\n"
        "sd x17, 136(sp)\n sd x18, 144(sp)\n sd x19, 152(sp)\n sd x20, 160(sp)\n sd x21, 168(sp)\n sd x22, 176(sp)\n sd x23, 184(sp)\n"
        "sd x24, 192(sp)\n sd x25, 200(sp)\n sd x26, 208(sp)\n sd x27, 216(sp)\n sd x28, 224(sp)\n sd x29, 232(sp)\n sd x30, 240(sp)\n"
        "sd x31, 248(sp)\n"
        "csrr t0, mscratch\n sd t0, 16(sp)\n"
        ".option push\n .option norelax\n la gp, __global_pointer$\n .option pop\n"
        "la t0, modelc_kpu_emulator_thread\n ld tp, 0(t0)\n"
        "mv a0, sp\n"
        "call modelc_kpu_emulator_handle\n"
        "ld x1, 8(sp)\n ld x3, 24(sp)\n ld x4, 32(sp)\n ld x5, 40(sp)\n ld x6, 48(sp)\n ld x7, 56(sp)\n ld x8, 64(sp)\n ld x9, 72(sp)\n"
        "ld x10, 80(sp)\n ld x11, 88(sp)\n ld x12, 96(sp)\n ld x13, 104(sp)\n ld x14, 112(sp)\n ld x15, 120(sp)\n ld x16, 128(sp)\n"
        "ld x17, 136(sp)\n ld x18, 144(sp)\n ld x19, 152(sp)\n ld x20, 160(sp)\n ld x21, 168(sp)\n ld x22, 176(sp)\n ld x23, 184(sp)\n"
        "ld x24, 192(sp)\n ld x25, 200(sp)\n ld x26, 208(sp)\n ld x27, 216(sp)\n ld x28, 224(sp)\n ld x29, 232(sp)\n ld x30, 240(sp)\n"
        "ld x31, 248(sp)\n"
        "addi sp, sp, 256\n"
        "csrrw sp, mscratch, sp\n"
        "mret\n");
}

static uint64_t modelc_kpu_emulator_bits(uint32_t word, uint32_t low, uint32_t count)
{
    return word >> low & ((1u << count) - 1u);
}

/* The access of an instruction: lb .. sd, c.lw, c.ld, c.sw or c.sd. */
static struct access modelc_kpu_emulator_decode(uint32_t instruction)
{
    struct access access = { 0, 0, 0, 0, 4 };
    const uint32_t opcode = instruction & 0x7f;
    const uint32_t size = (uint32_t)modelc_kpu_emulator_bits(instruction, 12, 3);
    if ((instruction & 3) == 0) {
        const uint32_t kind = (uint32_t)modelc_kpu_emulator_bits(instruction, 13, 3);
        access.length = 2;
        access.is_store = kind >= 6;
        access.is_signed = 1;
        access.bytes = (kind & 3) == 2 ? 4 : (kind & 3) == 3 ? 8 : 0;
        access.number = 8 + (uint32_t)modelc_kpu_emulator_bits(instruction, 2, 3);
    } else if (opcode == 0x03 || opcode == 0x23) {
        access.is_store = opcode == 0x23;
        access.is_signed = size < 4;
        access.bytes = 1u << (size & 3);
        access.number = (uint32_t)modelc_kpu_emulator_bits(instruction, access.is_store ? 20 : 7, 5);
    }
    modelc_kpu_emulator_require(access.bytes != 0, "an unexpected instruction", instruction);
    return access;
}

/* ---- Registers ---- */

static const void *modelc_kpu_emulator_memory(uint64_t word, const char *what)
{
    const uint64_t address = word >> 32;
    modelc_kpu_emulator_require(address % ALIGNMENT == 0 && address >= MEMORY && address < MEMORY + MEMORY_BYTES, what, address);
    return (const void *)(uintptr_t)(address + CACHED);
}

static void modelc_kpu_emulator_run(void)
{
    modelc_kpu_emulator_require((kpu.words[0] & 1) == 1, "a layer without interrupt, word 0 is", kpu.words[0]);
    modelc_kpu_emulator_require(kpu.mask == 6, "interrupts are masked with", kpu.mask);
    modelc_kpu_emulator_require(kpu.eight_bit == 1 && kpu.thresholds == 26, "modes or thresholds are wrong:", kpu.thresholds);
    modelc_kpu_model_run(
        kpu.words, modelc_kpu_emulator_memory(kpu.words[5], "weights at"), modelc_kpu_emulator_memory(kpu.words[4], "normalisation at"),
        modelc_kpu_emulator_memory(kpu.words[7], "activation table at"), (uint8_t *)(uintptr_t)(SRAM + CACHED));
    kpu.raw_status |= 1;
    kpu.pending = 1;
    kpu.claims = 0;
    *(volatile uint32_t *)(uintptr_t)SOFTWARE_INTERRUPT = 1;
    __asm__ volatile("csrs mie, %0" : : "r"(8));
}

static void modelc_kpu_emulator_store_register(uint64_t offset, uint64_t value)
{
    switch (offset) {
    case 0x00:
        kpu.words[kpu.count++] = value;
        if (kpu.count == MODELC_KPU_WORDS) {
            kpu.count = 0;
            modelc_kpu_emulator_run();
        }
        break;
    case 0x18:
        kpu.mask = value;
        break;
    case 0x20:
        kpu.raw_status &= ~value;
        break;
    case 0x28:
        kpu.thresholds = value;
        break;
    case 0x40:
        kpu.eight_bit = value;
        break;
    default:
        modelc_kpu_emulator_fail("a store to register", offset);
    }
}

static uint64_t modelc_kpu_emulator_load_register(uint64_t offset)
{
    modelc_kpu_emulator_require(offset == 0x08 || offset == 0x10, "a load from register", offset);
    return offset == 0x10 ? kpu.raw_status : kpu.raw_status & ~kpu.mask;
}

/* The interrupt is there when it is asked for the second time, so that the driver has to sleep. */
static uint32_t modelc_kpu_emulator_claim(void)
{
    if (!kpu.pending || !kpu.priority || !(kpu.enabled >> KPU_SOURCE & 1) || kpu.claims++ == 0) {
        return 0;
    }
    kpu.pending = 0;
    *(volatile uint32_t *)(uintptr_t)SOFTWARE_INTERRUPT = 0;
    __asm__ volatile("csrc mie, %0" : : "r"(8));
    return KPU_SOURCE;
}

static uint64_t modelc_kpu_emulator_plic(const struct access *access, uint64_t offset, uint64_t value)
{
    modelc_kpu_emulator_require(access->bytes == 4, "an interrupt controller access of bytes", access->bytes);
    switch (offset) {
    case 4 * KPU_SOURCE:
        kpu.priority = access->is_store ? (uint32_t)value : kpu.priority;
        return kpu.priority;
    case 0x2000:
        kpu.enabled = access->is_store ? (uint32_t)value : kpu.enabled;
        return kpu.enabled;
    case 0x200004:
        return access->is_store ? 0 : modelc_kpu_emulator_claim();
    default:
        modelc_kpu_emulator_fail("an interrupt controller access at", offset);
        return 0;
    }
}

/* ---- Accesses ---- */

static uint64_t modelc_kpu_emulator_load(uint64_t address, uint32_t bytes)
{
    const volatile void *const place = (const volatile void *)(uintptr_t)(address + CACHED);
    switch (bytes) {
    case 1:
        return *(const volatile uint8_t *)place;
    case 2:
        return *(const volatile uint16_t *)place;
    case 4:
        return *(const volatile uint32_t *)place;
    default:
        return *(const volatile uint64_t *)place;
    }
}

static void modelc_kpu_emulator_store(uint64_t address, uint32_t bytes, uint64_t value)
{
    volatile void *const place = (volatile void *)(uintptr_t)(address + CACHED);
    switch (bytes) {
    case 1:
        *(volatile uint8_t *)place = (uint8_t)value;
        break;
    case 2:
        *(volatile uint16_t *)place = (uint16_t)value;
        break;
    case 4:
        *(volatile uint32_t *)place = (uint32_t)value;
        break;
    default:
        *(volatile uint64_t *)place = value;
    }
}

/* What a load gives; a store gives nothing. */
static uint64_t modelc_kpu_emulator_access(const struct access *access, uint64_t address, uint64_t value)
{
    modelc_kpu_emulator_require(address % access->bytes == 0, "a misaligned access to", address);
    if (address >= MEMORY && address < SRAM + MODELC_KPU_SRAM_BYTES) {
        if (!access->is_store) {
            return modelc_kpu_emulator_load(address, access->bytes);
        }
        modelc_kpu_emulator_store(address, access->bytes, value);
        return 0;
    }
    if (address >= PLIC && address < PLIC + PLIC_BYTES) {
        return modelc_kpu_emulator_plic(access, address - PLIC, value);
    }
    if (modelc_kpu_emulator_device != NULL && modelc_kpu_emulator_device(access->is_store, address, &value)) {
        return value;
    }
    modelc_kpu_emulator_require(address >= REGISTERS && address < REGISTERS + 0x48 && access->bytes == 8, "an access to", address);
    if (!access->is_store) {
        return modelc_kpu_emulator_load_register(address - REGISTERS);
    }
    modelc_kpu_emulator_store_register(address - REGISTERS, value);
    return 0;
}

static uint64_t modelc_kpu_emulator_extend(const struct access *access, uint64_t value)
{
    const uint32_t unused = 64 - 8 * access->bytes;
    return access->is_signed ? (uint64_t)((int64_t)(value << unused) >> unused) : value << unused >> unused;
}

/* registers: the interrupted program's, by number; register 0 is not there. */
void modelc_kpu_emulator_handle(uint64_t *registers)
{
    uint64_t cause, address, place;
    struct access access;
    uint64_t value;
    __asm__ volatile("csrr %0, mcause" : "=r"(cause));
    __asm__ volatile("csrr %0, mtval" : "=r"(address));
    __asm__ volatile("csrr %0, mepc" : "=r"(place));
    modelc_kpu_emulator_require(cause == CAUSE_LOAD || cause == CAUSE_STORE, "the processor took a trap of cause", cause);
    access = modelc_kpu_emulator_decode(*(const uint16_t *)place | (uint32_t)*(const uint16_t *)(place + 2) << 16);
    value = modelc_kpu_emulator_access(&access, address, access.number == 0 ? 0 : registers[access.number]);
    if (!access.is_store && access.number != 0) {
        registers[access.number] = modelc_kpu_emulator_extend(&access, value);
    }
    __asm__ volatile("csrw mepc, %0" : : "r"(place + access.length));
}

void modelc_kpu_emulator_start(void)
{
    __asm__ volatile("mv %0, tp" : "=r"(modelc_kpu_emulator_thread));
    __asm__ volatile("csrw mscratch, %0" : : "r"(trap_stack + sizeof trap_stack));
    __asm__ volatile("csrw mtvec, %0" : : "r"(modelc_kpu_emulator_trap));
}
