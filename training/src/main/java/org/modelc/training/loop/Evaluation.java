package org.modelc.training.loop;

import org.modelc.quant.Score;

/**
 * How good a network is on the held-out samples.
 *
 * @param loss mean
 * @param score how many are classified right
 */
record Evaluation(float loss, Score score) {

  /** Whether these are less errors, or as many with less loss. */
  boolean isBetterThan(Evaluation other) {
    return score.hits() > other.score.hits() || score.hits() == other.score.hits() && loss < other.loss;
  }
}
