package org.modelc.training.loop;

import java.util.List;

/**
 * How far a run is and what it has found.
 *
 * @param epoch last completed epoch
 * @param trainingLoss its mean loss
 * @param latest its result
 * @param before the result before the first epoch
 * @param bestEpoch the epoch with the best result
 * @param best its result
 * @param bestValues its parameters
 */
record RunState(
    int epoch, double trainingLoss, Evaluation latest, Evaluation before, int bestEpoch, Evaluation best, List<float[]> bestValues) {

  static RunState start(List<Parameter> parameters, Evaluation evaluation) {
    return new RunState(0, Double.NaN, evaluation, evaluation, 0, evaluation, values(parameters));
  }

  /**
   * Whether a result is better than the best.
   *
   * @param byLoss whether the least loss is best, not the least errors
   */
  boolean isBeatenBy(Evaluation evaluation, boolean byLoss) {
    return byLoss ? evaluation.loss() < best.loss() : evaluation.isBetterThan(best);
  }

  /** The state after another epoch, which may be the best. */
  RunState next(List<Parameter> parameters, double loss, Evaluation evaluation, boolean isBest) {
    return isBest
        ? new RunState(epoch + 1, loss, evaluation, before, epoch + 1, evaluation, values(parameters))
        : new RunState(epoch + 1, loss, evaluation, before, bestEpoch, best, bestValues);
  }

  private static List<float[]> values(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::values).toList();
  }

  void restoreBest(List<Parameter> parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).set(bestValues.get(i));
    }
  }
}
