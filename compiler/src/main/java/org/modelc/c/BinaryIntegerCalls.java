package org.modelc.c;

import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.op.Binary;

/** Chooses the kernel for two operands of S8 or S16. */
public final class BinaryIntegerCalls {
  private BinaryIntegerCalls() {}

  /** @param binary ADD, SUB, MUL, DIV, MIN or MAX */
  public static Call of(Binary binary, Node node, Lowering lowering) {
    return switch (binary.kind()) {
      case MIN, MAX -> MinMaxCall.of(binary, node, lowering);
      case DIV -> MulBroadcastS8Call.of("modelc_div_" + node.output().type().dtype().text(), binary, node, lowering);
      default -> ofSumOrProduct(binary, node, lowering);
    };
  }

  private static Call ofSumOrProduct(Binary binary, Node node, Lowering lowering) {
    if (node.output().type().dtype() == DType.S16) {
      return binary.kind() == Binary.Kind.MUL
          ? MulBroadcastS8Call.of("modelc_mul_s16", binary, node, lowering)
          : AddS16Call.of(binary, node, lowering);
    }
    boolean equalShapes = Broadcast.isNone(node);
    if (binary.kind() == Binary.Kind.MUL) {
      return equalShapes ? MulS8Call.of(binary, node, lowering) : MulBroadcastS8Call.of("modelc_mul_broadcast_s8", binary, node, lowering);
    }
    return equalShapes ? AddS8Call.of("modelc_add_s8", binary, node, lowering) : AddBroadcastS8Call.of(binary, node, lowering);
  }
}
