package org.modelc.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.modelc.ir.Tensor;

/** Compares results of two graphs that should compute the same. */
final class TensorDifference {
  private static final double RELATIVE_TOLERANCE = 1e-5;

  private TensorDifference() {}

  /** Integers equal; floats within 10^-5 of the largest magnitude, as passes change the order of sums. */
  static void assertClose(Tensor actual, Tensor expected, String name) {
    assertThat(actual.type()).as(name).isEqualTo(expected.type());
    if (!expected.type().dtype().isFloat()) {
      assertSteps(actual, expected, 0, name);
      return;
    }
    double largest = 1e-3;
    for (int i = 0; i < expected.elements(); i++) {
      largest = Math.max(largest, Math.abs(expected.floats()[i]));
    }
    for (int i = 0; i < expected.elements(); i++) {
      assertThat((double) actual.floats()[i]).as(name + "[" + i + "]").isCloseTo(expected.floats()[i], within(RELATIVE_TOLERANCE * largest));
    }
  }

  /** Integers within {@code steps}. */
  static void assertSteps(Tensor actual, Tensor expected, int steps, String name) {
    assertThat(actual.type()).as(name).isEqualTo(expected.type());
    for (int i = 0; i < expected.elements(); i++) {
      assertThat(actual.integer(i)).as(name + "[" + i + "]").isCloseTo(expected.integer(i), within((long) steps));
    }
  }
}
