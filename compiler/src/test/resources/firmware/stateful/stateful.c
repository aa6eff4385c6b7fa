#include "stateful.h"

static volatile int32_t initialised[100] = {1};
static volatile uint8_t zeroed[1000];

void stateful_run(const uint8_t *in, uint8_t *out, void *arena)
{
    (void)arena;
    initialised[in[0] % 100]++;
    zeroed[in[0]]++;
    out[0] = (uint8_t)(initialised[0] + zeroed[0]);
}
