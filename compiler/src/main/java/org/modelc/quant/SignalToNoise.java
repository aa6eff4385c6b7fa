package org.modelc.quant;

import org.modelc.ir.Tensor;

/**
 * Energy of a value and of its error over some samples.
 *
 * @param signal sum of the squares of the exact elements
 * @param noise sum of the squares of the differences
 */
public record SignalToNoise(double signal, double noise) {
  /** @param actual of as many elements as {@code exact}; quantised or not */
  static SignalToNoise of(Tensor exact, Tensor actual) {
    return of(exact, actual, false);
  }

  /**
   * As {@link #of(Tensor, Tensor)}.
   *
   * @param onlyUnmasked whether elements do not count that are masked in {@code exact}
   */
  static SignalToNoise of(Tensor exact, Tensor actual, boolean onlyUnmasked) {
    double signal = 0;
    double noise = 0;
    for (int i = 0; i < exact.elements(); i++) {
      if (onlyUnmasked && MaskPaths.isMasked(exact.real(i))) {
        continue;
      }
      double difference = actual.real(i) - exact.real(i);
      signal += exact.real(i) * exact.real(i);
      noise += difference * difference;
    }
    return new SignalToNoise(signal, noise);
  }

  SignalToNoise plus(SignalToNoise other) {
    return new SignalToNoise(signal + other.signal, noise + other.noise);
  }

  /** {@code 10 log10(signal / noise)}; infinite where nothing differs. */
  public double decibels() {
    return noise == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
  }
}
