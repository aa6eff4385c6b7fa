#include "modelc.h"
#include "modelc_kpu.h"

#if defined(MODELC_KPU_EXISTS)

#define MODELC_KPU_UPLOAD_COPIES_EACH UINT64_C(0x0101010101010101)
#define MODELC_KPU_UPLOAD_COPIES_SIGNS UINT64_C(0x8080808080808080)

/* How the lines of a copy are made. */
typedef struct {
    int32_t words;       /* of a line */
    int32_t first, last; /* columns of the copy that lie in the input, without the last */
    int32_t offset;      /* bytes from a line of the input to its element for column 0 */
    int32_t step;        /* bytes of the input from one column to the next */
    uint64_t zeros;
} modelc_kpu_upload_copies_line;

/* The first column of a copy that lies at or behind a column of the input. */
static int32_t modelc_kpu_upload_copies_column(int32_t wanted, int32_t first_column, int32_t stride, int32_t width)
{
    const int32_t column = wanted <= first_column ? 0 : (wanted - first_column + stride - 1) / stride;
    return column < width ? column : width;
}

/* Eight bytes of a line that lie in the input. */
static inline uint64_t modelc_kpu_upload_copies_eight(const uint8_t *input, int32_t step)
{
    uint64_t word = input[0];
    word |= (uint64_t)input[step] << 8;
    word |= (uint64_t)input[2 * step] << 16;
    word |= (uint64_t)input[3 * step] << 24;
    input += 4 * step;
    word |= (uint64_t)input[0] << 32;
    word |= (uint64_t)input[step] << 40;
    word |= (uint64_t)input[2 * step] << 48;
    word |= (uint64_t)input[3 * step] << 56;
    return word;
}

/* Eight bytes of a line from column on, not all of which lie in the input. */
static inline uint64_t modelc_kpu_upload_copies_some(const modelc_kpu_upload_copies_line *line, const uint8_t *input, int32_t column)
{
    const uint8_t zero = (uint8_t)line->zeros;
    const int32_t end = line->last < column + 8 ? line->last : column + 8;
    uint64_t word = line->zeros;
    for (int32_t x = line->first > column ? line->first : column; x < end; ++x) {
        word ^= (uint64_t)(uint8_t)(input[line->offset + x * line->step] ^ zero) << (8 * (x - column));
    }
    return word;
}

/* input: a line of one channel. */
static void modelc_kpu_upload_copies_inside(const modelc_kpu_upload_copies_line *line, const uint8_t *input, volatile uint64_t *words)
{
    for (int32_t word = 0, column = 0; word < line->words; ++word, column += 8) {
        const int32_t whole = line->first <= column && column + 8 <= line->last;
        const uint64_t bytes = whole ? modelc_kpu_upload_copies_eight(input + line->offset + column * line->step, line->step)
                                     : modelc_kpu_upload_copies_some(line, input, column);
        words[word] = bytes ^ MODELC_KPU_UPLOAD_COPIES_SIGNS;
    }
}

/* One channel of the copy that begins at this row and column. */
static void modelc_kpu_upload_copies_plane(
    const modelc_kpu_upload_copies_parameters *p, int32_t first_row, int32_t first_column, const uint8_t *input, modelc_kpu_plane plane)
{
    modelc_kpu_upload_copies_line line;
    line.words = (p->image.width + 7) / 8;
    line.first = modelc_kpu_upload_copies_column(0, first_column, p->column_stride, p->image.width);
    line.last = modelc_kpu_upload_copies_column(p->width, first_column, p->column_stride, p->image.width);
    line.offset = first_column * p->channels;
    line.step = p->column_stride * p->channels;
    line.zeros = (uint8_t)p->zero * MODELC_KPU_UPLOAD_COPIES_EACH;
    for (int32_t y = 0; y < p->image.height; ++y, plane.words += plane.step) {
        const int32_t row = y * p->row_stride + first_row;
        if (row >= 0 && row < p->height) {
            modelc_kpu_upload_copies_inside(&line, input + row * p->width * p->channels, plane.words);
        } else {
            for (int32_t word = 0; word < line.words; ++word) {
                plane.words[word] = line.zeros ^ MODELC_KPU_UPLOAD_COPIES_SIGNS;
            }
        }
    }
}

/* Stores of eight bytes, since AI SRAM is not cached. Lines have room for whole words. */
MODELC_API void modelc_kpu_upload_copies(const modelc_kpu_upload_copies_parameters *p, const int8_t *input)
{
    int32_t to = 0;
    for (int32_t row = 0; row < p->row_copies; ++row) {
        for (int32_t column = 0; column < p->column_copies; ++column) {
            for (int32_t channel = 0; channel < p->channels; ++channel, ++to) {
                modelc_kpu_upload_copies_plane(
                    p, p->first_rows[row], p->first_columns[column], (const uint8_t *)input + channel, modelc_kpu_channel(&p->image, to));
            }
        }
    }
}

#endif
