#ifndef TOY_KERNEL_H
#define TOY_KERNEL_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

void toy_multiply(const int8_t *a, const int8_t *b, int32_t *products, int32_t length);
void toy_saturate(const int32_t *products, int8_t *out, int32_t length);
void toy_square(const float *in, float *out, int32_t length);

#ifdef __cplusplus
}
#endif

#endif
