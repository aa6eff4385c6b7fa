package org.modelc.pass;

import java.util.List;
import org.modelc.ir.Tensor;
import org.modelc.op.Op;

/** Applies an operator to a constant at compile time. */
final class Folding {
  private Folding() {}

  /** The only result of {@code op} on {@code operands}. */
  static Tensor apply(Op op, Tensor... operands) {
    List<Tensor> inputs = List.of(operands);
    return op.evaluate(inputs, op.infer(inputs.stream().map(Tensor::type).toList())).get(0);
  }
}
