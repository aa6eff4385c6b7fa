#include "faulty.h"

void faulty_run(const uint8_t *in, uint8_t *out, void *arena)
{
    volatile uint8_t *bytes = arena;
    volatile uint8_t *result = out;
    const volatile uint8_t *input = in;
    result[0] = input[0];
    switch (input[0]) {
    case FAULTY_WRITES_PAST_OUTPUT:
        result[5] = 0;
        break;
    case FAULTY_WRITES_BEFORE_ARENA:
        bytes[-1] = 0;
        break;
    case FAULTY_READS_PAST_INPUT:
        result[1] = input[4];
        break;
    case FAULTY_BAD_ADDRESS:
        *(volatile uint32_t *)(uintptr_t)0xfffffff0u = 0;
        break;
    default:
        break;
    }
}
