package org.modelc.quant;

/**
 * Rounds the weights of a filter so that its result changes least: the nearest integers to start with, then, step by step, the weight whose
 * next integer up or down lowers the expected squared error of the result most, as long as there is one. Errors of weights whose inputs
 * vary together cancel. The mean of the error is left to the bias.
 */
final class AdaptiveRounding {
  /** Steps for each weight. Most make none or one; where weights are cut off, others make several to compensate. */
  private static final int MOST_STEPS = 64;

  /** A step must gain more than this part of a weight's own rounding error, or rounding noise keeps the search alive. */
  private static final double LEAST_GAIN = 1e-9;

  private final double[] covariance;
  private final int size;

  /** @param covariance of the filter's inputs, {@code size} rows of as many numbers */
  AdaptiveRounding(double[] covariance, int size) {
    this.covariance = covariance;
    this.size = size;
  }

  /**
   * The integers of a filter.
   *
   * @param weights in units of the filter's scale
   * @param bound the largest magnitude of an integer
   */
  int[] round(double[] weights, int bound) {
    int[] integers = new int[size];
    double[] errors = new double[size];
    for (int i = 0; i < size; i++) {
      integers[i] = (int) Math.min(Math.max(Math.rint(weights[i]), -bound), bound);
      errors[i] = integers[i] - weights[i];
    }
    double[] slopes = slopes(errors);
    for (int step = 0; step < MOST_STEPS * size; step++) {
      if (!improve(integers, slopes, bound)) {
        break;
      }
    }
    return integers;
  }

  /** Half the gradient of the squared error: the covariance times the errors. */
  private double[] slopes(double[] errors) {
    double[] slopes = new double[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        slopes[i] += covariance[i * size + j] * errors[j];
      }
    }
    return slopes;
  }

  /** Makes the step that gains most; whether there is one. */
  private boolean improve(int[] integers, double[] slopes, int bound) {
    int best = -1;
    double most = 0;
    for (int i = 0; i < size; i++) {
      double own = covariance[i * size + i];
      double gain = 2 * Math.abs(slopes[i]) - own;
      boolean inRange = Math.abs(integers[i] - Math.signum(slopes[i])) <= bound;
      if (gain > most && gain > LEAST_GAIN * own && inRange) {
        most = gain;
        best = i;
      }
    }
    if (best < 0) {
      return false;
    }
    int direction = slopes[best] > 0 ? -1 : 1;
    integers[best] += direction;
    for (int i = 0; i < size; i++) {
      slopes[i] += direction * covariance[i * size + best];
    }
    return true;
  }
}
