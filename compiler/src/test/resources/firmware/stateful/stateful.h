/* A model with variables, which generated models do not have. */
#include <stdint.h>

#define STATEFUL_ARENA_BYTES 16

void stateful_run(const uint8_t *in, uint8_t *out, void *arena);
