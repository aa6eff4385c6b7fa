#include "modelc.h"

/* A box as intervals along two axes. */
typedef struct {
    float low[2], high[2];
} modelc_non_max_suppression_f32_box;

static modelc_non_max_suppression_f32_box modelc_non_max_suppression_f32_read(const modelc_non_max_suppression_parameters *p,
                                                                              const float *box)
{
    modelc_non_max_suppression_f32_box result;
    for (int32_t axis = 0; axis < 2; ++axis) {
        const float a = box[axis];
        const float b = box[axis + 2];
        result.low[axis] = p->centred != 0 ? a - b / 2 : a < b ? a : b;
        result.high[axis] = p->centred != 0 ? a + b / 2 : a > b ? a : b;
    }
    return result;
}

static int modelc_non_max_suppression_f32_overlap(const modelc_non_max_suppression_parameters *p, const float *box_a,
                                                  const float *box_b, float most)
{
    const modelc_non_max_suppression_f32_box a = modelc_non_max_suppression_f32_read(p, box_a);
    const modelc_non_max_suppression_f32_box b = modelc_non_max_suppression_f32_read(p, box_b);
    const float area_a = (a.high[0] - a.low[0]) * (a.high[1] - a.low[1]);
    const float area_b = (b.high[0] - b.low[0]) * (b.high[1] - b.low[1]);
    float common = 1;
    float whole;
    for (int32_t axis = 0; axis < 2; ++axis) {
        const float low = a.low[axis] > b.low[axis] ? a.low[axis] : b.low[axis];
        const float high = a.high[axis] < b.high[axis] ? a.high[axis] : b.high[axis];
        if (!(high > low)) {
            return 0;
        }
        common *= high - low;
    }
    whole = area_a + area_b - common;
    return common > 0 && area_a > 0 && area_b > 0 && whole > 0 && common / whole > most;
}

/* The box that ranks next behind the last one, by falling score above least, then by index; -1 behind all. */
static int32_t modelc_non_max_suppression_f32_next(const modelc_non_max_suppression_parameters *p, const float *scores, float least,
                                                   int32_t last)
{
    int32_t best = -1;
    for (int32_t i = 0; i < p->boxes; ++i) {
        const int is_left =
            scores[i] > least && (last < 0 || scores[i] < scores[last] || (!(scores[i] > scores[last]) && i > last));
        if (is_left && (best < 0 || scores[i] > scores[best])) {
            best = i;
        }
    }
    return best;
}

MODELC_API void modelc_non_max_suppression_f32(const modelc_non_max_suppression_parameters *p, const float *boxes, const float *scores,
                                               const float *most_overlap, const float *least_score, int64_t *output)
{
    int64_t *const end = output + 3 * p->batches * p->classes * p->limit;
    for (int32_t row = 0; row < p->batches * p->classes; ++row, scores += p->boxes) {
        const float *const own = boxes + row / p->classes * p->boxes * 4;
        const int64_t *const first = output;
        int32_t box = -1;
        while (output < first + 3 * p->limit && (box = modelc_non_max_suppression_f32_next(p, scores, least_score[0], box)) >= 0) {
            int is_free = 1;
            for (const int64_t *taken = first; taken < output && is_free; taken += 3) {
                is_free = !modelc_non_max_suppression_f32_overlap(p, own + 4 * box, own + 4 * taken[2], most_overlap[0]);
            }
            if (is_free) {
                output[0] = row / p->classes;
                output[1] = row % p->classes;
                output[2] = box;
                output += 3;
            }
        }
    }
    while (output < end) {
        *output = -1;
        ++output;
    }
}
