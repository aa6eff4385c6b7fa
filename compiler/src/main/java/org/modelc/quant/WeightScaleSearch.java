package org.modelc.quant;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.modelc.ir.Tensor;

/**
 * Searches the scale of one output channel's weights for which rounding and clipping them disturbs the result least. A weight counts as
 * much as what it is multiplied with varies; the mean is left to the bias.
 */
final class WeightScaleSearch {
  /** The largest magnitude of a quantised weight; -128 is not used, so that weights are symmetric. */
  static final int MAX_WEIGHT = 127;

  /** Each scale tried is this part of the one before. */
  private static final double STEP = 0.95;
  private static final int STEPS = 60;

  /** The search ends when the error has grown to this multiple of the least. */
  private static final double HOPELESS = 4;

  /** Inputs that hardly varied over the samples count as this part of the mean variance, as they may vary later. */
  private static final double LEAST_SHARE = 1e-4;

  private final double[] weights;
  private final double[] importance;
  private final int largest;

  private WeightScaleSearch(double[] weights, double[] importance, int largest) {
    this.weights = weights;
    this.importance = importance;
    this.largest = largest;
  }

  /**
   * The best scale for output channel {@code channel} of {@code weights}; 0 if all its weights are 0.
   *
   * @param weights output channels first
   */
  static double search(Tensor weights, int channel, FilterInputs inputs) {
    return search(weights, channel, inputs, MAX_WEIGHT);
  }

  /** @param largest the largest magnitude of a quantised weight */
  static double search(Tensor weights, int channel, FilterInputs inputs, int largest) {
    int count = weights.elements() / weights.shape().dim(0);
    double[] filter = IntStream.range(0, count).mapToDouble(i -> weights.real(channel * count + i)).toArray();
    double[] variances = IntStream.range(0, count).mapToDouble(i -> inputs.variance(channel, i)).toArray();
    double least = LEAST_SHARE * Arrays.stream(variances).sum() / count;
    double[] importance = Arrays.stream(variances).map(variance -> Math.max(variance, least)).toArray();
    return new WeightScaleSearch(filter, importance, largest).search();
  }

  private double search() {
    double scale = Arrays.stream(weights).map(Math::abs).max().orElse(0) / largest;
    if (scale == 0) {
      return 0;
    }
    double best = scale;
    double least = error(scale);
    for (int step = 1; step <= STEPS; step++) {
      scale *= STEP;
      double error = error(scale);
      if (error < least) {
        least = error;
        best = scale;
      } else if (error > HOPELESS * least) {
        break;
      }
    }
    return best;
  }

  private double error(double scale) {
    double error = 0;
    for (int i = 0; i < weights.length; i++) {
      double integer = Math.rint(weights[i] / scale);
      double difference = weights[i] - scale * Math.min(Math.max(integer, -largest), largest);
      error += importance[i] * difference * difference;
    }
    return error;
  }
}
