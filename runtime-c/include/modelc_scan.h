/* Part of the modelc runtime: running sums and products. */
#ifndef MODELC_SCAN_H
#define MODELC_SCAN_H

#include "modelc.h"

/* Defines a kernel that joins the result x so far with the next element y, beginning with first; result is what it writes for such an x. */
#define MODELC_SCAN_OF(name, PARAMETERS, TYPE, WIDE, first, element, joined, result)                                                    \
    MODELC_API void name(const PARAMETERS *p, const TYPE *input, TYPE *output)                                                          \
    {                                                                                                                                   \
        const modelc_axis *const axis = &p->axis;                                                                                       \
        const int32_t step = p->reverse != 0 ? -axis->inner : axis->inner;                                                              \
        for (int32_t outer = 0; outer < axis->outer; ++outer) {                                                                         \
            for (int32_t inner = 0; inner < axis->inner; ++inner) {                                                                     \
                int32_t place = (outer * axis->length + (p->reverse != 0 ? axis->length - 1 : 0)) * axis->inner + inner;                \
                WIDE after = first;                                                                                                     \
                for (int32_t i = 0; i < axis->length; ++i, place += step) {                                                             \
                    const WIDE y = (WIDE)(element);                                                                                     \
                    const WIDE before = after;                                                                                          \
                    WIDE x = before;                                                                                                    \
                    after = (joined);                                                                                                   \
                    x = p->exclusive != 0 ? before : after;                                                                             \
                    output[place] = (TYPE)(result);                                                                                     \
                }                                                                                                                       \
            }                                                                                                                           \
        }                                                                                                                               \
    }

/* The same with parameters modelc_scan_parameters. WIDE is the type of x and y. */
#define MODELC_SCAN(name, TYPE, WIDE, first, joined)                                                                                    \
    MODELC_SCAN_OF(name, modelc_scan_parameters, TYPE, WIDE, first, input[place], joined, x)

#endif
