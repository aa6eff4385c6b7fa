/* A model written by hand to test the test firmware. */
#ifndef TOY_H
#define TOY_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TOY_ARENA_BYTES 1024

/* out0[i] = saturate(in0[i] * weight[i] >> 4), by way of the arena; out1[i] = in1[i] * in1[i] + 0.1 */
void toy_run(const int8_t *in0, const float *in1, int8_t *out0, float *out1, void *arena);

#ifdef __cplusplus
}
#endif

#endif
