#include "modelc.h"

/* Repeats the first element_bytes bytes of output over output_bytes bytes. */
static void modelc_pad_repeat(uint8_t *output, int32_t element_bytes, int32_t output_bytes)
{
    int32_t filled = element_bytes;
    while (filled < output_bytes) {
        const int32_t rest = output_bytes - filled;
        const int32_t next = rest < filled ? rest : filled;
        memcpy(output + filled, output, (size_t)next);
        filled += next;
    }
}

MODELC_API void modelc_pad(const modelc_pad_parameters *p, const void *input, void *output)
{
    memcpy(output, p->element, (size_t)p->element_bytes);
    modelc_pad_repeat((uint8_t *)output, p->element_bytes, p->output_bytes);
    modelc_move_all(&p->move, (const uint8_t *)input, (uint8_t *)output);
}
