#include "modelc.h"
#include "modelc_kpu.h"

#if defined(MODELC_KPU_EXISTS)

#define MODELC_KPU_UPLOAD_COPIES_EACH UINT64_C(0x0101010101010101)
#define MODELC_KPU_UPLOAD_COPIES_SIGNS UINT64_C(0x8080808080808080)

/* A run of words, one below the other, in a copy of one channel: eight columns of it. */
typedef struct {
    int32_t first_line, last_line; /* lines that lie in the input, without the last */
    int32_t first, last;           /* columns that do, 0 to 8 */
    int32_t offset;                /* bytes from the input to the element for line 0 and column 0 */
    int32_t line_step, step;       /* bytes of the input from one line and column to the next */
    uint64_t zeros;
} modelc_kpu_upload_copies_run;

/* The first of size places of a copy that lies at or behind an element of the input. */
static int32_t modelc_kpu_upload_copies_place(int32_t wanted, int32_t first, int32_t stride, int32_t size)
{
    const int32_t place = wanted <= first ? 0 : (wanted - first + stride - 1) / stride;
    return place < size ? place : size;
}

static inline int32_t modelc_kpu_upload_copies_within(int32_t column)
{
    return column < 0 ? 0 : column > 8 ? 8 : column;
}

static inline uint64_t modelc_kpu_upload_copies_whole(const uint8_t *input, int32_t step)
{
    return step == 1 ? modelc_kpu_load(input) : modelc_kpu_gather(input, step);
}

/* Fewer elements, the others being zero. at: bytes from the input to the first of the eight, which may lie outside. */
static inline uint64_t modelc_kpu_upload_copies_some(const uint8_t *input, int32_t at, const modelc_kpu_upload_copies_run *run)
{
    const uint64_t zero = run->zeros & 0xff;
    uint64_t word = run->zeros;
    int32_t element = at + run->first * run->step;
    for (int32_t bit = 8 * run->first; bit < 8 * run->last; bit += 8, element += run->step) {
        word ^= (input[element] ^ zero) << bit;
    }
    return word;
}

static void modelc_kpu_upload_copies_words(
    const modelc_kpu_upload_copies_run *run, const uint8_t *input, volatile uint64_t *word, int32_t step, int32_t lines)
{
    const int32_t whole = run->first == 0 && run->last == 8;
    const uint64_t zero = run->zeros ^ MODELC_KPU_UPLOAD_COPIES_SIGNS;
    int32_t at = run->offset + run->first_line * run->line_step;
    int32_t line = 0;
    for (; line < run->first_line; ++line, word += step) {
        *word = zero;
    }
    for (; line < run->last_line; ++line, word += step, at += run->line_step) {
        const uint64_t bytes = whole ? modelc_kpu_upload_copies_whole(input + at, run->step) : modelc_kpu_upload_copies_some(input, at, run);
        *word = bytes ^ MODELC_KPU_UPLOAD_COPIES_SIGNS;
    }
    for (; line < lines; ++line, word += step) {
        *word = zero;
    }
}

/* All channels of the copy that begins at this row and column; to: the first of them in the image. */
static void modelc_kpu_upload_copies_one(
    const modelc_kpu_upload_copies_parameters *p, int32_t first_row, int32_t first_column, const uint8_t *input, int32_t to)
{
    const int32_t first = modelc_kpu_upload_copies_place(0, first_column, p->column_stride, p->image.width);
    const int32_t last = modelc_kpu_upload_copies_place(p->width, first_column, p->column_stride, p->image.width);
    modelc_kpu_upload_copies_run run;
    run.first_line = modelc_kpu_upload_copies_place(0, first_row, p->row_stride, p->image.height);
    run.last_line = modelc_kpu_upload_copies_place(p->height, first_row, p->row_stride, p->image.height);
    run.step = p->column_stride * p->pixel_step;
    run.line_step = p->row_stride * p->width * p->pixel_step;
    run.zeros = (uint8_t)p->zero * MODELC_KPU_UPLOAD_COPIES_EACH;
    for (int32_t channel = 0; channel < p->channels; ++channel) {
        const modelc_kpu_plane plane = modelc_kpu_channel(&p->image, to + channel);
        run.offset = (first_row * p->width + first_column) * p->pixel_step + channel * p->channel_step;
        for (int32_t column = 0; column < p->image.width; column += 8, run.offset += 8 * run.step) {
            run.first = modelc_kpu_upload_copies_within(first - column);
            run.last = modelc_kpu_upload_copies_within(last - column);
            modelc_kpu_upload_copies_words(&run, input, plane.words + column / 8, plane.step, p->image.height);
        }
    }
}

/* Stores of eight bytes, since AI SRAM is not cached. Lines have room for whole words. */
MODELC_API void modelc_kpu_upload_copies(const modelc_kpu_upload_copies_parameters *p, const int8_t *input)
{
    int32_t to = 0;
    for (int32_t row = 0; row < p->row_copies; ++row) {
        for (int32_t column = 0; column < p->column_copies; ++column, to += p->channels) {
            modelc_kpu_upload_copies_one(p, p->first_rows[row], p->first_columns[column], (const uint8_t *)input, to);
        }
    }
}

#endif
