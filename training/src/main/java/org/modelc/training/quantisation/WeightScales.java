package org.modelc.training.quantisation;

import org.modelc.ir.Tensor;
import org.modelc.op.WeightedOp;

/** First scales of weights: by channel what gives the least sum of squared errors. */
final class WeightScales {
  private static final int TRIALS = 40;
  private static final double LEAST_PART = 0.3;

  /** A channel with next to no weights gets this part of the largest scale: its bias must be told in units of it. */
  private static final float LEAST_SCALE = 1e-3f;

  private WeightScales() {}

  /** One scale an output channel, for integers from -{@code largest} to {@code largest}. */
  static float[] of(Tensor weights, int largest) {
    int channels = weights.shape().dim(WeightedOp.OUTPUT_CHANNEL_AXIS);
    float[] reals = weights.toF32().floats();
    float[] scales = new float[channels];
    float widest = Float.MIN_NORMAL;
    for (int channel = 0; channel < channels; channel++) {
      scales[channel] = search(reals, channel * (reals.length / channels), reals.length / channels, largest);
      widest = Math.max(widest, scales[channel]);
    }
    for (int channel = 0; channel < channels; channel++) {
      scales[channel] = Math.max(scales[channel], LEAST_SCALE * widest);
    }
    return scales;
  }

  private static float search(float[] weights, int first, int count, int largest) {
    float bound = 0;
    for (int i = first; i < first + count; i++) {
      bound = Math.max(bound, Math.abs(weights[i]));
    }
    float best = bound / largest;
    double leastError = Double.POSITIVE_INFINITY;
    for (int trial = 0; trial <= TRIALS && bound > 0; trial++) {
      float scale = (float) (bound / largest * (1 - trial * (1 - LEAST_PART) / TRIALS));
      double error = error(weights, first, count, scale, largest);
      if (error < leastError) {
        leastError = error;
        best = scale;
      }
    }
    return best;
  }

  private static double error(float[] weights, int first, int count, float scale, int largest) {
    double error = 0;
    for (int i = first; i < first + count; i++) {
      double integer = Math.min(Math.max(Math.rint(weights[i] / scale), -largest), largest);
      error += Math.pow(integer * scale - weights[i], 2);
    }
    return error;
  }
}
