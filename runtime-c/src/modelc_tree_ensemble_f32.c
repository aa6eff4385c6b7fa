#include "modelc.h"

/* The leaf at which a row of the input ends. */
static int32_t modelc_tree_ensemble_f32_leaf(const modelc_tree_ensemble_parameters *p, const float *row, int32_t root)
{
    int32_t place = root;
    while (place >= 0) {
        const int32_t feature = p->split_features[place];
        const float threshold = p->thresholds[place];
        const int first = feature < 0 ? !(row[-1 - feature] > threshold) : row[feature] <= threshold;
        place = p->children[2 * place + (first ? 0 : 1)];
    }
    return -1 - place;
}

MODELC_API void modelc_tree_ensemble_f32(const modelc_tree_ensemble_parameters *p, const float *input, float *output)
{
    for (int32_t row = 0; row < p->rows; ++row) {
        float *const sums = output + row * p->targets;
        for (int32_t target = 0; target < p->targets; ++target) {
            sums[target] = 0;
        }
        for (int32_t tree = 0; tree < p->trees; ++tree) {
            const float *const leaf =
                p->leaves + modelc_tree_ensemble_f32_leaf(p, input + row * p->features, p->roots[tree]) * p->targets;
            for (int32_t target = 0; target < p->targets; ++target) {
                sums[target] += leaf[target];
            }
        }
    }
}
