/* Part of the modelc runtime: running sums and products. */
#ifndef MODELC_SCAN_H
#define MODELC_SCAN_H

#include "modelc.h"

/* Defines a kernel that joins the result x so far with the next element y, beginning with first. WIDE is the type of x and y. */
#define MODELC_SCAN(name, TYPE, WIDE, first, expression)                                                                                \
    MODELC_API void name(const modelc_scan_parameters *p, const TYPE *input, TYPE *output)                                              \
    {                                                                                                                                   \
        const modelc_axis *const axis = &p->axis;                                                                                       \
        const int32_t step = p->reverse != 0 ? -axis->inner : axis->inner;                                                              \
        for (int32_t outer = 0; outer < axis->outer; ++outer) {                                                                         \
            for (int32_t inner = 0; inner < axis->inner; ++inner) {                                                                     \
                int32_t place = (outer * axis->length + (p->reverse != 0 ? axis->length - 1 : 0)) * axis->inner + inner;                \
                WIDE x = first;                                                                                                         \
                for (int32_t i = 0; i < axis->length; ++i, place += step) {                                                             \
                    const WIDE y = (WIDE)input[place];                                                                                  \
                    const WIDE before = x;                                                                                              \
                    x = (expression);                                                                                                   \
                    output[place] = (TYPE)(p->exclusive != 0 ? before : x);                                                             \
                }                                                                                                                       \
            }                                                                                                                           \
        }                                                                                                                               \
    }

#endif
