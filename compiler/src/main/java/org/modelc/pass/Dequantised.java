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

  /** Whether operators compute with integers of this type: S8 with one scale. */
  static boolean isActivation(Value value) {
    return value.type().dtype() == DType.S8 && value.type().quant().map(Quant::isPerTensor).orElse(false);
  }
}
