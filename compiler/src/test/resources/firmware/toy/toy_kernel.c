#include "toy_kernel.h"

void toy_multiply(const int8_t *a, const int8_t *b, int32_t *products, int32_t length)
{
    int32_t i;
    for (i = 0; i < length; i++) {
        products[i] = (int32_t)a[i] * b[i];
    }
}

void toy_saturate(const int32_t *products, int8_t *out, int32_t length)
{
    int32_t i;
    for (i = 0; i < length; i++) {
        int32_t value = products[i] >> 4;
        value = value < -128 ? -128 : value;
        value = value > 127 ? 127 : value;
        out[i] = (int8_t)value;
    }
}

void toy_square(const float *in, float *out, int32_t length)
{
    int32_t i;
    for (i = 0; i < length; i++) {
        out[i] = in[i] * in[i] + 0.1f;
    }
}
