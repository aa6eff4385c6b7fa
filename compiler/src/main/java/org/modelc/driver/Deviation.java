package org.modelc.driver;

import org.modelc.ir.Tensor;

/** Distance between two tensors that should be equal. */
final class Deviation {
  private Deviation() {}

  /**
   * The largest difference of two elements divided by the largest magnitude in {@code expected}. Infinite where only one of the two is NaN or
   * infinite, where {@code expected} is all zeros and {@code actual} is not, or where one has more elements.
   */
  static double relative(Tensor expected, Tensor actual) {
    if (expected.elements() != actual.elements()) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    double magnitude = 0;
    for (int i = 0; i < expected.elements(); i++) {
      largest = Math.max(largest, difference(expected.real(i), actual.real(i)));
      magnitude = Math.max(magnitude, Double.isFinite(expected.real(i)) ? Math.abs(expected.real(i)) : 0);
    }
    return largest == 0 ? 0 : largest / magnitude;
  }

  private static double difference(double expected, double actual) {
    if (Double.compare(expected, actual) == 0 || expected == actual) {
      return 0;
    }
    double difference = Math.abs(expected - actual);
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }
}
