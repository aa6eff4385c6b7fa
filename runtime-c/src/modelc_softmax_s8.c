#include "modelc.h"

/* The exponential of the difference of an element to its row's largest, in units of 2^-30. */
static inline int32_t modelc_softmax_s8_exponential(const modelc_softmax_s8_parameters *p, int32_t difference)
{
    return difference < p->exponential_count ? p->exponentials[difference] : 0;
}

static inline int32_t modelc_softmax_s8_max(const int8_t *input, int32_t length, int32_t stride)
{
    int32_t max = input[0];
    for (int32_t i = 1; i < length; ++i) {
        max = input[i * stride] > max ? input[i * stride] : max;
    }
    return max;
}

/* Sum of a row's exponentials: 2^30 to 2^46. */
static inline int64_t modelc_softmax_s8_sum(const modelc_softmax_s8_parameters *p, const int8_t *input, int32_t max)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < p->axis.length; ++i) {
        sum += modelc_softmax_s8_exponential(p, max - input[i * p->axis.inner]);
    }
    return sum;
}

static void modelc_softmax_s8_row(const modelc_softmax_s8_parameters *p, const int8_t *input, int8_t *output)
{
    const int32_t stride = p->axis.inner;
    const int32_t max = modelc_softmax_s8_max(input, p->axis.length, stride);
    int64_t divisor = modelc_softmax_s8_sum(p, input, max);
    int32_t shift = p->reciprocal_shift + 30;
    while (divisor > INT32_MAX) {
        divisor >>= 1;
        ++shift;
    }
    shift = shift < 62 ? shift : 62;
    const int64_t scale = ((int64_t)p->reciprocal_multiplier << 30) / divisor;
    const int64_t half = (int64_t)1 << (shift - 1);
    for (int32_t i = 0; i < p->axis.length; ++i) {
        const int32_t exponential = modelc_softmax_s8_exponential(p, max - input[i * stride]);
        output[i * stride] = modelc_finish_s8(&p->output, (int32_t)((exponential * scale + half) >> shift));
    }
}

MODELC_API void modelc_softmax_s8(const modelc_softmax_s8_parameters *p, const int8_t *input, int8_t *output)
{
    for (int32_t outer = 0; outer < p->axis.outer; ++outer) {
        const int32_t start = outer * p->axis.length * p->axis.inner;
        for (int32_t inner = 0; inner < p->axis.inner; ++inner) {
            modelc_softmax_s8_row(p, input + (start + inner), output + (start + inner));
        }
    }
}
