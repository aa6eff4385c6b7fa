package org.modelc.op;

import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;

/** Checks that operators make of their inputs' types. */
final class Operands {
  private Operands() {}

  static void requireCount(List<TensorType> inputs, int count) {
    if (inputs.size() != count) {
      throw new OpException(Code.E203, "has " + inputs.size() + " inputs, needs " + count);
    }
  }

  static void requireRank(Shape shape, int rank, String what) {
    if (shape.rank() != rank) {
      throw new OpException(Code.E204, what + " have shape " + shape + ", rank " + rank + " is needed");
    }
  }

  static void requireShape(Shape shape, Shape wanted, String what) {
    if (!shape.equals(wanted)) {
      throw new OpException(Code.E204, what + " has shape " + shape + ", " + wanted + " is needed");
    }
  }
}
