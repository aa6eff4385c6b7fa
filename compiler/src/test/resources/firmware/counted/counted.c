#include "counted.h"

/* counted_loop: 1 + 100 * 2 + 1 instructions. counted_stack: writes the lowest word of 256 bytes of stack. */
#if defined(__arm__)
__asm__(".text\n.syntax unified\n"
        ".thumb_func\n.global counted_loop\n.type counted_loop, %function\n"
        "counted_loop: movs r0, #100\n1: subs r0, #1\nbne 1b\nbx lr\n"
        ".thumb_func\n.global counted_stack\n.type counted_stack, %function\n"
        "counted_stack: sub sp, #256\nstr r0, [sp]\nadd sp, #256\nbx lr\n");
#else
__asm__(".text\n"
        ".global counted_loop\n.type counted_loop, %function\n"
        "counted_loop: li a0, 100\n1: addi a0, a0, -1\nbnez a0, 1b\nret\n"
        ".global counted_stack\n.type counted_stack, %function\n"
        "counted_stack: addi sp, sp, -256\nsw a0, 0(sp)\naddi sp, sp, 256\nret\n");
#endif

void counted_loop(void);
void counted_stack(uint32_t value);

void counted_run(const uint8_t *in, uint8_t *out, void *arena)
{
    (void)arena;
    out[0] = in[0];
    counted_loop();
    counted_stack(in[0]);
}
