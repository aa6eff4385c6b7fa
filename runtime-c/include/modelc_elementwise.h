/* What kernels that treat elements alone have in common; part of the modelc runtime. */
#ifndef MODELC_ELEMENTWISE_H
#define MODELC_ELEMENTWISE_H

#include "modelc.h"

/* Defines a kernel over two nested arrays (modelc_nest) whose parameters p have a nest: RESULT expressions of OPERANDs x and y. */
#define MODELC_PAIRS(name, PARAMETERS, OPERAND, RESULT, expression)                                                                     \
    MODELC_API void name(const PARAMETERS *p, const OPERAND *a, const OPERAND *b, RESULT *output)                                       \
    {                                                                                                                                   \
        const modelc_nest *const nest = &p->nest;                                                                                       \
        const int32_t last = nest->rank - 1;                                                                                            \
        modelc_row row = modelc_first_row(0, 0);                                                                                        \
        do {                                                                                                                            \
            for (int32_t i = 0; i < nest->dims[last]; ++i) {                                                                            \
                const OPERAND x = a[row.a + i * nest->strides_a[last]];                                                                 \
                const OPERAND y = b[row.b + i * nest->strides_b[last]];                                                                 \
                *output++ = (RESULT)(expression);                                                                                       \
            }                                                                                                                           \
        } while (modelc_next_row(nest, &row));                                                                                          \
    }

/* MODELC_PAIRS without parameters of its own. */
#define MODELC_BINARY(name, OPERAND, RESULT, expression)                                                                                \
    MODELC_PAIRS(name, modelc_binary_parameters, OPERAND, RESULT, expression)

/* As MODELC_BINARY for floats with bounds. */
#define MODELC_BINARY_F32(name, expression)                                                                                             \
    MODELC_PAIRS(name, modelc_binary_f32_parameters, float, float, modelc_clamp_f32(expression, p->min, p->max))

/* As MODELC_PAIRS for the one of two quantised operands x and y that wins (holds is 1 where it is x), within bounds. */
#define MODELC_MIN_MAX(name, TYPE, holds)                                                                                               \
    MODELC_PAIRS(name, modelc_min_max_parameters, TYPE, TYPE, modelc_clamp_s32((holds) ? x : y, p->min, p->max))

/* As MODELC_PAIRS for quantised operands and a comparison operator. */
#define MODELC_COMPARISON(name, TYPE, operator)                                                                                         \
    MODELC_PAIRS(name, modelc_compare_parameters, TYPE, uint8_t,                                                                        \
                 (x - p->zero_point_a) * p->multiplier_a operator (y - p->zero_point_b) * p->multiplier_b)

/* Defines a conversion of count elements x. */
#define MODELC_CAST(name, FROM, TO)                                                                                                     \
    MODELC_API void name(const modelc_cast_parameters *p, const FROM *input, TO *output)                                                \
    {                                                                                                                                   \
        for (int32_t i = 0; i < p->count; ++i) {                                                                                        \
            output[i] = (TO)input[i];                                                                                                   \
        }                                                                                                                               \
    }

#endif
