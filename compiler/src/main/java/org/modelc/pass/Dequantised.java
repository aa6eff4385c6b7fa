package org.modelc.pass;

import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Value;
import org.modelc.op.Dequantise;

/** Looks through Dequantise nodes. */
final class Dequantised {
  private Dequantised() {}

  /** The quantised value that {@code value} is the Dequantise of. */
  static Optional<Value> source(Rewriter.Match match, Value value) {
    return match.out().producer(value).filter(node -> node.op() instanceof Dequantise).map(node -> node.input(0));
  }

  /** Whether operators compute with integers of this type: S8 with one scale, S16 with one scale and zero point 0. */
  static boolean isActivation(Value value) {
    DType dtype = value.type().dtype();
    return value.type().quant().filter(Quant::isPerTensor)
        .filter(quant -> dtype == DType.S8 || dtype == DType.S16 && quant.isSymmetric()).isPresent();
  }
}
