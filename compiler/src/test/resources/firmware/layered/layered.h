/* A model with marked layers. */
#ifndef LAYERED_H
#define LAYERED_H

#include <stdint.h>

#define LAYERED_ARENA_BYTES 0
#define LAYERED_LAYERS 3

void layered_run(const uint8_t *in, uint8_t *out, void *arena);

#endif
