/* Test firmware of modelc: runs a generated model over the samples of a file.
 *
 * Reads "input.bin" (for each sample all inputs, one after the other) and writes "output.bin" (for each sample all
 * outputs); on a microcontroller through semihosting. Prints "stack N", the bytes of stack of the first inference where
 * they are known, and "done N", the number of samples; without that last line the run has failed.
 */
#ifndef MODELC_HARNESS_H
#define MODELC_HARNESS_H

#include <stddef.h>
#include <stdint.h>

/* Bytes before and after each buffer that must not change. */
#define HARNESS_GUARD_BYTES 64u

/* Defines a buffer of a model, aligned to 16, between its guards. */
#define HARNESS_BUFFER(name, bytes) static _Alignas(16) uint8_t name[HARNESS_GUARD_BYTES + (bytes) + HARNESS_GUARD_BYTES]

/* The part of such a buffer that the model gets. */
#define HARNESS_DATA(name) ((void *)((name) + HARNESS_GUARD_BYTES))

struct harness_buffer {
    const char *name;
    uint8_t *memory; /* with guards */
    size_t bytes;    /* without guards */
};

/* The model, defined in the generated file. */
struct harness_model {
    const struct harness_buffer *inputs;
    size_t input_count;
    const struct harness_buffer *outputs;
    size_t output_count;
    const struct harness_buffer *arena;
    void (*infer)(void); /* harness_begin(), one inference, harness_end() */
    long measured;       /* number of the sample that is measured, from 0 on */
};
extern const struct harness_model harness_model;

/* Mark what is measured: QEMU's plugin counts the instructions between the first calls of the two. */
void harness_begin(void);
void harness_end(void);

#endif
