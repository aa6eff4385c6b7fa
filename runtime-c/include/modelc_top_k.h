/* Part of the modelc runtime: the largest or smallest elements of rows. */
#ifndef MODELC_TOP_K_H
#define MODELC_TOP_K_H

#include "modelc.h"

/* Defines a kernel for elements of TYPE. Each round takes the best of the elements that rank behind the one taken before. */
#define MODELC_TOP_K(name, TYPE)                                                                                                        \
    static int name##_precedes(const modelc_top_k_parameters *p, TYPE a, int32_t index_a, TYPE b, int32_t index_b)                      \
    {                                                                                                                                   \
        if (p->largest != 0 ? a > b : a < b) {                                                                                          \
            return 1;                                                                                                                   \
        }                                                                                                                               \
        return !(p->largest != 0 ? a < b : a > b) && index_a < index_b;                                                                 \
    }                                                                                                                                   \
                                                                                                                                        \
    static void name##_row(const modelc_top_k_parameters *p, const TYPE *input, int64_t *output)                                        \
    {                                                                                                                                   \
        const int32_t stride = p->axis.inner;                                                                                           \
        int32_t last = -1;                                                                                                              \
        for (int32_t rank = 0; rank < p->k; ++rank) {                                                                                   \
            int32_t best = -1;                                                                                                          \
            for (int32_t i = 0; i < p->axis.length; ++i) {                                                                              \
                const int left = last < 0 || name##_precedes(p, input[last * stride], last, input[i * stride], i);                      \
                if (left && (best < 0 || name##_precedes(p, input[i * stride], i, input[best * stride], best))) {                       \
                    best = i;                                                                                                           \
                }                                                                                                                       \
            }                                                                                                                           \
            last = best < 0 ? last : best;                                                                                              \
            output[rank * stride] = last < 0 ? 0 : last;                                                                                \
        }                                                                                                                               \
    }                                                                                                                                   \
                                                                                                                                        \
    MODELC_API void name(const modelc_top_k_parameters *p, const TYPE *input, int64_t *output)                                          \
    {                                                                                                                                   \
        for (int32_t outer = 0; outer < p->axis.outer; ++outer) {                                                                       \
            for (int32_t inner = 0; inner < p->axis.inner; ++inner) {                                                                   \
                name##_row(p, input + (outer * p->axis.length * p->axis.inner + inner), output + (outer * p->k * p->axis.inner + inner)); \
            }                                                                                                                           \
        }                                                                                                                               \
    }

#endif
