package org.modelc.conformance;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Tensor;

/** Compares outputs with those of ONNX's tests, with the tolerance of ONNX's own runner for floats; integers must be equal. */
final class Agreement {
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-7;

  private Agreement() {}

  /** What is wrong with {@code actual}; empty if nothing is. */
  static Optional<String> difference(List<Tensor> actual, List<Tensor> expected) {
    if (actual.size() != expected.size()) {
      return Optional.of(actual.size() + " outputs instead of " + expected.size());
    }
    for (int i = 0; i < actual.size(); i++) {
      Optional<String> difference = difference(actual.get(i), expected.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> difference(Tensor actual, Tensor expected) {
    if (actual.type().dtype() != expected.type().dtype() || !actual.shape().equals(expected.shape())) {
      return Optional.of("the result is " + actual.type() + " instead of " + expected.type());
    }
    for (int i = 0; i < expected.elements(); i++) {
      boolean equal = isReal(expected)
          ? isClose(actual.real(i), expected.real(i))
          : actual.integer(i) == expected.integer(i);
      if (!equal) {
        return Optional.of("element " + i + " is " + text(actual, i) + " instead of " + text(expected, i));
      }
    }
    return Optional.empty();
  }

  private static boolean isReal(Tensor tensor) {
    return tensor.type().dtype() == DType.F32 || tensor.type().dtype() == DType.F64;
  }

  private static boolean isClose(double actual, double expected) {
    return Double.compare(actual, expected) == 0 || Math.abs(actual - expected) <= ABSOLUTE + RELATIVE * Math.abs(expected);
  }

  private static String text(Tensor tensor, int index) {
    return isReal(tensor) ? String.valueOf(tensor.real(index)) : String.valueOf(tensor.integer(index));
  }
}
