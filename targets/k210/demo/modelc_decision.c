#include "modelc_decision.h"

#include <math.h>

modelc_decision modelc_decide(const float *scores, int32_t count, int32_t are_probabilities)
{
    modelc_decision decision = { 0, 0 };
    float sum = 0.0f;
    float probability;
    for (int32_t i = 1; i < count; i++) {
        decision.class_index = scores[i] > scores[decision.class_index] ? i : decision.class_index;
    }
    for (int32_t i = 0; i < count; i++) {
        sum += expf(scores[i] - scores[decision.class_index]);
    }
    probability = are_probabilities ? scores[decision.class_index] : 1.0f / sum;
    probability = probability < 0.0f ? 0.0f : probability > 1.0f ? 1.0f : probability;
    decision.percent = (int32_t)(100.0f * probability + 0.5f);
    return decision;
}
