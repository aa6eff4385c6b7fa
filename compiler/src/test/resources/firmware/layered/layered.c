#include "layered.h"

uint8_t layered_loop(uint8_t value);

/* At least one instruction a turn. */
__attribute__((noinline)) uint8_t layered_loop(uint8_t value)
{
    for (int32_t i = 0; i < 100; ++i) {
        __asm__ volatile("");
    }
    return value;
}

void layered_run(const uint8_t *in, uint8_t *out, void *arena)
{
    (void)arena;
    LAYERED_LAYER_BEGIN(0);
    out[0] = layered_loop(in[0]);
    LAYERED_LAYER_END(0);
    for (int32_t band = 0; band < 3; ++band) {
        LAYERED_LAYER_BEGIN(1);
        out[0] = layered_loop(out[0]);
        LAYERED_LAYER_END(1);
    }
    LAYERED_LAYER_BEGIN(2);
    out[0] = in[0];
    LAYERED_LAYER_END(2);
}
