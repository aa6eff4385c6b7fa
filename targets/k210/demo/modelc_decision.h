/* From a network's scores to a class. */
#ifndef MODELC_DECISION_H
#define MODELC_DECISION_H

#include <stdint.h>

/* percent: how sure the network is, 0 to 100. */
typedef struct {
    int32_t class_index;
    int32_t percent;
} modelc_decision;

/* The class with the largest of count scores, of equal ones the first. Its probability is the score itself where scores are probabilities, else its part
 * of the sum of exponentials (softmax). */
modelc_decision modelc_decide(const float *scores, int32_t count, int32_t are_probabilities);

#endif
