#include "modelc_harness.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GUARD_BYTE 0xa5
#define STACK_WORD 0x5aa5c33cu

static uintptr_t stack_pointer; /* where the measured inference was called */

static void fail(const char *what, const char *name)
{
    printf("error: %s %s\n", what, name);
    exit(1);
}

/* ---- Faults: report instead of looping forever ---- */

#if defined(__arm__)

void arm_hardfault_isr(void);

void arm_hardfault_isr(void)
{
    fail("the processor took a", "hard fault");
}

static void enable_traps(void)
{
}

#elif defined(__riscv)

__attribute__((aligned(4), noreturn)) static void trap(void)
{
    fail("the processor took a", "trap");
    for (;;) {
    }
}

/* There where the target has a KPU, which the emulator lacks. */
extern void modelc_kpu_emulator_start(void) __attribute__((weak));

static void enable_traps(void)
{
    if (modelc_kpu_emulator_start != NULL) {
        modelc_kpu_emulator_start();
        return;
    }
    __asm__ volatile(".option push\n\t.option arch, +zicsr\n\tcsrw mtvec, %0\n\t.option pop" : : "r"(trap));
}

#else

static void enable_traps(void)
{
}

#endif

/* ---- Stack: paint what is free, run, look how far down the paint is gone ---- */

#if defined(__arm__) || defined(__riscv)

#define MEASURES_STACK 1

extern uint8_t __heap_start[]; /* the linker script's end of variables; the stack grows down towards it */

#define READ_STACK_POINTER(variable) __asm__ volatile("mv %0, sp" : "=r"(variable))
#if defined(__arm__)
#undef READ_STACK_POINTER
#define READ_STACK_POINTER(variable) __asm__ volatile("mov %0, sp" : "=r"(variable))
#endif

static volatile uint32_t *stack_limit(void)
{
    return (volatile uint32_t *)(((uintptr_t)__heap_start + 15u) & ~(uintptr_t)15u);
}

static __attribute__((noinline)) void paint_stack(void)
{
    uintptr_t top;
    READ_STACK_POINTER(top);
    for (volatile uint32_t *word = stack_limit(); (uintptr_t)word < top; word++) {
        *word = STACK_WORD;
    }
}

static size_t used_stack(void)
{
    volatile uint32_t *word = stack_limit();
    while ((uintptr_t)word < stack_pointer && *word == STACK_WORD) {
        word++;
    }
    return stack_pointer - (uintptr_t)word;
}

#else

#define MEASURES_STACK 0
#define READ_STACK_POINTER(variable) ((variable) = 0)

static void paint_stack(void)
{
}

static size_t used_stack(void)
{
    return 0;
}

#endif

__attribute__((noinline)) void harness_begin(void)
{
    READ_STACK_POINTER(stack_pointer);
}

__attribute__((noinline)) void harness_end(void)
{
    __asm__ volatile("");
}

/* ---- Guards: AddressSanitizer watches them where it is there, and sees reads too ---- */

#if defined(__SANITIZE_ADDRESS__)

#include <sanitizer/asan_interface.h>

static void set_guards(const struct harness_buffer *buffer)
{
    __asan_poison_memory_region(buffer->memory, HARNESS_GUARD_BYTES);
    __asan_poison_memory_region(buffer->memory + HARNESS_GUARD_BYTES + buffer->bytes, HARNESS_GUARD_BYTES);
}

static void check_guards(const struct harness_buffer *buffer)
{
    (void)buffer;
}

#else

static void set_guards(const struct harness_buffer *buffer)
{
    memset(buffer->memory, GUARD_BYTE, HARNESS_GUARD_BYTES);
    memset(buffer->memory + HARNESS_GUARD_BYTES + buffer->bytes, GUARD_BYTE, HARNESS_GUARD_BYTES);
}

static void check_guards(const struct harness_buffer *buffer)
{
    const uint8_t *before = buffer->memory;
    const uint8_t *after = before + HARNESS_GUARD_BYTES + buffer->bytes;
    for (size_t i = 0; i < HARNESS_GUARD_BYTES; i++) {
        if (before[i] != GUARD_BYTE) {
            fail("the model wrote before", buffer->name);
        }
        if (after[i] != GUARD_BYTE) {
            fail("the model wrote past the end of", buffer->name);
        }
    }
}

#endif

static void for_each_buffer(void (*action)(const struct harness_buffer *))
{
    for (size_t i = 0; i < harness_model.input_count; i++) {
        action(&harness_model.inputs[i]);
    }
    for (size_t i = 0; i < harness_model.output_count; i++) {
        action(&harness_model.outputs[i]);
    }
    action(harness_model.arena);
}

/* ---- Files ---- */

static int open_file(const char *name, int flags)
{
    int file = open(name, flags, 0644);
    if (file < 0) {
        fail("cannot open", name);
    }
    return file;
}

/* Reads `bytes` bytes, or fewer at the end of the file. */
static size_t read_fully(int file, uint8_t *to, size_t bytes)
{
    size_t done = 0;
    while (done < bytes) {
        ssize_t count = read(file, to + done, bytes - done);
        if (count <= 0) {
            break;
        }
        done += (size_t)count;
    }
    return done;
}

static void write_fully(int file, const uint8_t *from, size_t bytes)
{
    size_t done = 0;
    while (done < bytes) {
        ssize_t count = write(file, from + done, bytes - done);
        if (count <= 0) {
            fail("cannot write", "output.bin");
        }
        done += (size_t)count;
    }
}

/* Whether there was another sample. */
static int read_sample(int file)
{
    size_t before = 0;
    for (size_t i = 0; i < harness_model.input_count; i++) {
        const struct harness_buffer *input = &harness_model.inputs[i];
        size_t bytes = read_fully(file, input->memory + HARNESS_GUARD_BYTES, input->bytes);
        if (bytes == 0 && before == 0 && input->bytes != 0) {
            return 0;
        }
        before += bytes;
        if (bytes != input->bytes) {
            fail("input.bin ends within", input->name);
        }
    }
    return 1;
}

static void write_results(int file)
{
    for (size_t i = 0; i < harness_model.output_count; i++) {
        const struct harness_buffer *output = &harness_model.outputs[i];
        write_fully(file, output->memory + HARNESS_GUARD_BYTES, output->bytes);
    }
}

/* ---- Run ---- */

static void infer(long sample)
{
    if (sample == harness_model.measured && MEASURES_STACK) {
        paint_stack();
        harness_model.infer();
        printf("stack %lu\n", (unsigned long)used_stack());
    } else {
        harness_model.infer();
    }
}

int main(void)
{
    int in = open_file("input.bin", O_RDONLY);
    int out = open_file("output.bin", O_WRONLY | O_CREAT | O_TRUNC);
    long sample = 0;
    enable_traps();
    for_each_buffer(set_guards);
    while (read_sample(in)) {
        infer(sample);
        for_each_buffer(check_guards);
        write_results(out);
        sample++;
    }
    close(out);
    printf("done %ld\n", sample);
    exit(0);
}
