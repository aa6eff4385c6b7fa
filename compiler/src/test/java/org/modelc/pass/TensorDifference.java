package org.modelc.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.modelc.ir.Tensor;

/** Compares results of two graphs that should compute the same. */
final class TensorDifference {
  private static final double RELATIVE_TOLERANCE = 1e-5;

  private TensorDifference() {}

  /**
   * Elements within {@code allowed}, floats at least within 10^-5 of the largest magnitude, as passes change the order of sums.
   */
  static void assertClose(Tensor actual, Tensor expected, double allowed, String name) {
    assertThat(actual.type()).as(name).isEqualTo(expected.type());
    double tolerance = expected.type().dtype().isFloat() ? Math.max(allowed, RELATIVE_TOLERANCE * largest(expected)) : allowed;
    for (int i = 0; i < expected.elements(); i++) {
      assertThat(element(actual, i)).as(name + "[" + i + "]").isCloseTo(element(expected, i), within(tolerance));
    }
  }

  private static double largest(Tensor floats) {
    double largest = 1e-3;
    for (float element : floats.floats()) {
      largest = Math.max(largest, Math.abs(element));
    }
    return largest;
  }

  private static double element(Tensor tensor, int index) {
    return tensor.type().dtype().isFloat() ? tensor.floats()[index] : tensor.integer(index);
  }
}
