/* A model that misbehaves as its input says. */
#ifndef FAULTY_H
#define FAULTY_H

#include <stdint.h>

#define FAULTY_ARENA_BYTES 0

#define FAULTY_NONE 0
#define FAULTY_WRITES_PAST_OUTPUT 1
#define FAULTY_WRITES_BEFORE_ARENA 2
#define FAULTY_READS_PAST_INPUT 3
#define FAULTY_BAD_ADDRESS 4

void faulty_run(const uint8_t *in, uint8_t *out, void *arena);

#endif
