/* A model whose instructions and stack are known. */
#ifndef COUNTED_H
#define COUNTED_H

#include <stdint.h>

#define COUNTED_ARENA_BYTES 0

void counted_run(const uint8_t *in, uint8_t *out, void *arena);

#endif
