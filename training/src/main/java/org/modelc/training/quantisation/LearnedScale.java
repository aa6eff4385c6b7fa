package org.modelc.training.quantisation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.modelc.training.loop.Parameter;

/**
 * The scale of integers, learnt as Esser et al. do ("Learned Step Size Quantization", 2020): rounding counts as the identity in gradients,
 * so that a scale feels rounding errors inside the range and what is cut off outside. Its logarithm is what steps change: it stays positive,
 * and steps are in proportion.
 */
final class LearnedScale {
  private final Parameter logarithm;
  private final int lowest;
  private final int highest;

  /**
   * @param scales positive
   * @param shape of the scales, which the arrays to be quantised have or are broadcast from
   * @param lowest the smallest integer, less the zero point
   * @param highest the largest integer, less the zero point
   */
  LearnedScale(NDManager manager, float[] scales, Shape shape, int lowest, int highest) {
    float[] logarithms = new float[scales.length];
    for (int i = 0; i < scales.length; i++) {
      logarithms[i] = (float) Math.log(scales[i]);
    }
    this.logarithm = new Parameter(manager.create(logarithms, shape), false, false);
    this.lowest = lowest;
    this.highest = highest;
  }

  Parameter parameter() {
    return logarithm;
  }

  /** {@code x} as the real numbers that its integers stand for. */
  NDArray quantised(NDArray x) {
    NDArray scale = logarithm.array().exp();
    NDArray cut = x.div(scale).clip(lowest, highest);
    NDArray rounded = cut.add(cut.round().sub(cut).stopGradient());
    return rounded.mul(scale);
  }

  /** The scales as they are now. */
  float[] values() {
    float[] scales = logarithm.values();
    for (int i = 0; i < scales.length; i++) {
      scales[i] = (float) Math.exp(scales[i]);
    }
    return scales;
  }
}
