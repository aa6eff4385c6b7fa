#include "modelc.h"
#include "modelc_rv64.h"

/* The window at one output place, where it leaves the input padding, goes to every second word of column. */
__attribute__((noinline)) static void modelc_conv_s8_rv64_window(const modelc_conv_s8_rv64_parameters *p, const int8_t *input, int32_t place, uint64_t *column)
{
    const modelc_window *const w = &p->window;
    const int32_t row = place / w->output_width;
    const int32_t left = (place - row * w->output_width) * w->stride_width - w->pad_left;
    const int32_t channels = w->input_channels;
    const int32_t columns_inside = w->dilation_width == 1 && left >= 0 && left + w->kernel_width <= w->input_width;
    int32_t y = row * w->stride_height - w->pad_top;
    modelc_rv64_column target;
    modelc_rv64_open(&target, column, p->block);
    for (int32_t ky = 0; ky < w->kernel_height; ++ky, y += w->dilation_height) {
        const int8_t *const source = input + y * w->input_width * channels;
        if (y < 0 || y >= w->input_height) {
            modelc_rv64_pad(&target, p->input_zero_point, w->kernel_width * channels);
        } else if (columns_inside) {
            modelc_rv64_append(&target, source + left * channels, w->kernel_width * channels);
        } else {
            for (int32_t kx = 0, x = left; kx < w->kernel_width; ++kx, x += w->dilation_width) {
                if (x >= 0 && x < w->input_width) {
                    modelc_rv64_append(&target, source + x * channels, channels);
                } else {
                    modelc_rv64_pad(&target, p->input_zero_point, channels);
                }
            }
        }
    }
    modelc_rv64_close(&target);
}

/* A word of one filter's weights by two columns. The barrier keeps gcc from loading all weights first, which spills sums. */
#define MODELC_CONV_S8_RV64_FILTER(filter) \
    do { \
        const uint64_t word = (uint64_t)weights[filter]; \
        const uint64_t second = word >> 8 & MODELC_RV64_TRIPLE; \
        sum0##filter -= word * first0; \
        sum1##filter -= word * first1; \
        sum0##filter += second * both0; \
        sum1##filter += second * both1; \
        __asm volatile("" : : : "memory"); \
    } while (0)

/* The first triple of a word. */
#define MODELC_CONV_S8_RV64_LAST(filter) \
    do { \
        const uint64_t first = (uint64_t)weights[filter] & MODELC_RV64_TRIPLE; \
        sum0##filter -= first * first0; \
        sum1##filter -= first * first1; \
    } while (0)

/* The end of a block that others follow. */
#define MODELC_CONV_S8_RV64_KEEP(filter) \
    do { \
        earlier[2 * filter] += (int32_t)modelc_rv64_sum(sum0##filter); \
        earlier[2 * filter + 1] += (int32_t)modelc_rv64_sum(sum1##filter); \
    } while (0)

/* The end of the last block. */
#define MODELC_CONV_S8_RV64_SUM(filter) \
    do { \
        sum0##filter = (uint64_t)modelc_rv64_sum(sum0##filter); \
        sum1##filter = (uint64_t)modelc_rv64_sum(sum1##filter); \
    } while (0)

#define MODELC_CONV_S8_RV64_ADD(filter) \
    do { \
        sum0##filter += (uint64_t)earlier[2 * filter]; \
        sum1##filter += (uint64_t)earlier[2 * filter + 1]; \
    } while (0)

/* Two results. */
#define MODELC_CONV_S8_RV64_FINISH(filter) \
    do { \
        const int64_t multiplier = multipliers[filter]; \
        if (filters > filter) { \
            output0[filter] = modelc_rv64_finish(limits, (int64_t)sum0##filter, multiplier, offsets[filter]); \
            output1[filter] = modelc_rv64_finish(limits, (int64_t)sum1##filter, multiplier, offsets[filter]); \
        } \
    } while (0)

#define MODELC_CONV_S8_RV64_ALL(step) \
    step(0); \
    step(1); \
    step(2); \
    step(3); \
    step(4); \
    step(5); \
    step(6); \
    step(7)

/* Eight filters from first on at two places. */
__attribute__((noinline)) static void modelc_conv_s8_rv64_tile(const modelc_conv_s8_rv64_parameters *p, int32_t first,
                                                               const uint64_t *columns, int8_t *output0, int8_t *output1)
{
    const int64_t *weights = p->weights + first * p->filter_words;
    int32_t rest = p->triples;
    uint64_t sum00, sum01, sum02, sum03, sum04, sum05, sum06, sum07;
    uint64_t sum10, sum11, sum12, sum13, sum14, sum15, sum16, sum17;
    int32_t earlier[16];
    if (rest > p->block) {
        memset(earlier, 0, sizeof(earlier));
    }
    for (;;) {
        const int32_t block = rest < p->block ? rest : p->block;
        const uint64_t *const end = columns + 2 + (block & ~1) * 2;
        sum00 = sum01 = sum02 = sum03 = sum04 = sum05 = sum06 = sum07 = columns[0];
        sum10 = sum11 = sum12 = sum13 = sum14 = sum15 = sum16 = sum17 = columns[1];
        for (columns += 2; columns < end; columns += 4, weights += 8) {
            const uint64_t first0 = columns[0];
            const uint64_t first1 = columns[1];
            const uint64_t both0 = columns[2];
            const uint64_t both1 = columns[3];
            MODELC_CONV_S8_RV64_ALL(MODELC_CONV_S8_RV64_FILTER);
        }
        rest -= block;
        if (rest == 0) {
            break;
        }
        MODELC_CONV_S8_RV64_ALL(MODELC_CONV_S8_RV64_KEEP);
    }
    if ((p->triples & 1) != 0) {
        const uint64_t first0 = columns[0];
        const uint64_t first1 = columns[1];
        MODELC_CONV_S8_RV64_ALL(MODELC_CONV_S8_RV64_LAST);
    }
    MODELC_CONV_S8_RV64_ALL(MODELC_CONV_S8_RV64_SUM);
    if (p->triples > p->block) {
        MODELC_CONV_S8_RV64_ALL(MODELC_CONV_S8_RV64_ADD);
    }
    {
        const modelc_rv64_limits limits = modelc_rv64_limits_of(&p->output);
        const int32_t filters = p->window.output_channels - first;
        const int32_t *const multipliers = p->multipliers + first;
        const int64_t *const offsets = p->offsets + first;
        output0 += first;
        output1 += first;
        MODELC_CONV_S8_RV64_ALL(MODELC_CONV_S8_RV64_FINISH);
    }
}

#undef MODELC_CONV_S8_RV64_FILTER
#undef MODELC_CONV_S8_RV64_LAST
#undef MODELC_CONV_S8_RV64_KEEP
#undef MODELC_CONV_S8_RV64_SUM
#undef MODELC_CONV_S8_RV64_ADD
#undef MODELC_CONV_S8_RV64_FINISH
#undef MODELC_CONV_S8_RV64_ALL

MODELC_API void modelc_conv_s8_rv64(const modelc_conv_s8_rv64_parameters *parameters, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t places = parameters->window.output_height * parameters->window.output_width;
    const int32_t filters = parameters->window.output_channels;
    uint64_t *const columns = (uint64_t *)scratch;
    for (int32_t place = 0; place < places; place += 2) {
        const int32_t place1 = place + 1 < places ? place + 1 : place;
        modelc_conv_s8_rv64_window(parameters, input, place, columns);
        modelc_conv_s8_rv64_window(parameters, input, place1, columns + 1);
        for (int32_t first = 0; first < filters; first += 8) {
            modelc_conv_s8_rv64_tile(parameters, first, columns, output + place * filters, output + place1 * filters);
        }
    }
}
