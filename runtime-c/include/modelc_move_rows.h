/* Moves bytes towards the front of a buffer, for the kernels that keep rows. */
#ifndef MODELC_MOVE_ROWS_H
#define MODELC_MOVE_ROWS_H

#include "modelc.h"

/*
 * MODELC_MOVE_16 moves 16 bytes between addresses that are multiples of 4 and advances both; the two do not overlap. may_alias makes it
 * defined to access any type as words.
 */
#if defined(__GNUC__) && defined(__thumb__)
#define MODELC_MOVE_16(to, from)                   \
    __asm volatile("ldmia %1!, {r3, r4, r5, r6}\n" \
                   "stmia %0!, {r3, r4, r5, r6}\n" \
                   : "+l"(to), "+l"(from)          \
                   :                               \
                   : "r3", "r4", "r5", "r6", "memory")
#elif defined(__GNUC__)
typedef struct {
    uint32_t words[4];
} __attribute__((may_alias)) modelc_16_bytes;

#define MODELC_MOVE_16(to, from) (*(modelc_16_bytes *)(void *)(to) = *(const modelc_16_bytes *)(const void *)(from), (to) += 16, (from) += 16)
#endif

/* to lies before from; the two may overlap. */
static inline void modelc_move_rows(void *to, const void *from, int32_t bytes)
{
    int8_t *target = (int8_t *)to;
    const int8_t *source = (const int8_t *)from;
#if defined(MODELC_MOVE_16)
    if ((((uintptr_t)to | (uintptr_t)from) & 3u) == 0 && source - target >= 16) {
        for (; bytes >= 16; bytes -= 16) {
            MODELC_MOVE_16(target, source);
        }
    }
#endif
    for (; bytes > 0; --bytes) {
        *target++ = *source++;
    }
}

#undef MODELC_MOVE_16

#endif
