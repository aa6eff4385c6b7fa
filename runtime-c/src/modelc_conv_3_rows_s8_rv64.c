#include "modelc.h"
#include "modelc_rv64.h"
#include "modelc_rv64_filters.h"

/* Writes a row of windows: where the next word goes, whether it is the second of a pair; where the next input column's correction goes. */
typedef struct {
    uint64_t *next;
    uint64_t *corrections;
    int32_t is_second;
} modelc_conv_3_rows_s8_rv64_writer;

/* One column of three rows, of which each element is a triple of channels that lie step apart. */
static void modelc_conv_3_rows_s8_rv64_column(modelc_conv_3_rows_s8_rv64_writer *writer, const int8_t *const *rows, int32_t element,
                                              int32_t step, int32_t channels)
{
    const int8_t *row0 = rows[0] + element;
    const int8_t *row1 = rows[1] + element;
    const int8_t *row2 = rows[2] + element;
    uint64_t *next = writer->next;
    uint64_t *const end = next + channels;
    uint64_t first = 0;
    uint64_t second = 0;
    if (writer->is_second) {
        const uint64_t triple = modelc_rv64_triple(*row0, *row1, *row2);
        next[0] = triple + (next[-1] << 8);
        second = triple;
        ++next;
        row0 += step;
        row1 += step;
        row2 += step;
    }
    for (; next + 1 < end; next += 2, row0 += 2 * step, row1 += 2 * step, row2 += 2 * step) {
        const uint64_t triple0 = modelc_rv64_triple(row0[0], row1[0], row2[0]);
        const uint64_t triple1 = modelc_rv64_triple(row0[step], row1[step], row2[step]);
        next[0] = triple0;
        next[1] = triple1 + (triple0 << 8);
        first += triple0;
        second += triple1;
    }
    writer->is_second = next < end;
    if (writer->is_second) {
        next[0] = modelc_rv64_triple(*row0, *row1, *row2);
        first += next[0];
    }
    writer->next = end;
    *writer->corrections++ = modelc_rv64_correction(first, second);
}

/* All columns that one row of windows reads; padding: a row of input zero points. */
static void modelc_conv_3_rows_s8_rv64_columns(const modelc_conv_3_rows_s8_rv64_parameters *p, const int8_t *input, const int8_t *padding,
                                               int32_t y, uint64_t *words, uint64_t *corrections)
{
    const modelc_window *const w = &p->window;
    const int8_t *const outside[3] = { padding, padding, padding };
    const int8_t *rows[3];
    modelc_conv_3_rows_s8_rv64_writer writer;
    writer.next = words;
    writer.corrections = corrections;
    writer.is_second = 0;
    for (int32_t ky = 0; ky < 3; ++ky, ++y) {
        rows[ky] = y >= 0 && y < w->input_height ? input + y * w->input_width * w->input_channels : padding;
    }
    for (int32_t x = -w->pad_left; x < p->columns - w->pad_left; ++x) {
        if (x >= 0 && x < w->input_width) {
            modelc_conv_3_rows_s8_rv64_column(&writer, rows, x * w->input_channels, 1, w->input_channels);
        } else {
            modelc_conv_3_rows_s8_rv64_column(&writer, outside, 0, 0, w->input_channels);
        }
    }
}

/* The start values of the blocks of a window that begins with these corrections. */
static void modelc_conv_3_rows_s8_rv64_starts(const modelc_conv_3_rows_s8_rv64_parameters *p, const uint64_t *corrections, uint64_t *starts)
{
    for (int32_t rest = p->window.kernel_width; rest > 0; rest -= p->block_columns) {
        const int32_t columns = rest < p->block_columns ? rest : p->block_columns;
        uint64_t start = MODELC_RV64_GUARD;
        for (int32_t i = 0; i < columns; ++i) {
            start += *corrections++;
        }
        *starts++ = start;
    }
}

/* A function of its own has the registers. */
__attribute__((noinline)) static void modelc_conv_3_rows_s8_rv64_tile(const modelc_conv_3_rows_s8_rv64_parameters *p, int32_t begin,
                                                                      const uint64_t *columns, int32_t distance, const uint64_t *starts,
                                                                      int8_t *output)
{
    modelc_rv64_tile(&p->filters, begin, columns, distance, 1, starts, starts + p->window.kernel_width, output,
                     output + (distance == 0 ? 0 : p->filters.filters));
}

MODELC_API void modelc_conv_3_rows_s8_rv64(const modelc_conv_3_rows_s8_rv64_parameters *parameters, const int8_t *input, int8_t *output,
                                           void *scratch)
{
    const modelc_conv_3_rows_s8_rv64_parameters *const p = parameters;
    const modelc_window *const w = &p->window;
    const int32_t step = w->stride_width * w->input_channels;
    uint64_t *const words = (uint64_t *)scratch;
    uint64_t *const corrections = words + p->columns * w->input_channels;
    uint64_t *const starts = corrections + p->columns;
    int8_t *const padding = (int8_t *)(starts + 2 * w->kernel_width);
    memset(padding, p->input_zero_point, (size_t)(w->input_width * w->input_channels));
    for (int32_t y = 0; y < w->output_height; ++y) {
        modelc_conv_3_rows_s8_rv64_columns(p, input, padding, y * w->stride_height - w->pad_top, words, corrections);
        for (int32_t x = 0; x < w->output_width; x += 2) {
            const int32_t both = x + 1 < w->output_width;
            modelc_conv_3_rows_s8_rv64_starts(p, corrections + x * w->stride_width, starts);
            modelc_conv_3_rows_s8_rv64_starts(p, corrections + (x + both) * w->stride_width, starts + w->kernel_width);
            for (int32_t begin = 0; begin < p->filters.filters; begin += 8) {
                modelc_conv_3_rows_s8_rv64_tile(p, begin, words + x * step, both * step, starts, output);
            }
            output += (1 + both) * p->filters.filters;
        }
    }
}
