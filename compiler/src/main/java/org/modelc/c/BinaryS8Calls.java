package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.op.Binary;

/** Chooses the kernel for two S8 operands. */
public final class BinaryS8Calls {
  private BinaryS8Calls() {}

  /** @param binary ADD, SUB or MUL */
  public static Call of(Binary binary, Node node, Lowering lowering) {
    boolean equalShapes = Broadcast.isNone(node);
    if (binary.kind() == Binary.Kind.MUL) {
      return equalShapes ? MulS8Call.of(binary, node, lowering) : MulBroadcastS8Call.of(binary, node, lowering);
    }
    return equalShapes ? AddS8Call.of("modelc_add_s8", binary, node, lowering) : AddBroadcastS8Call.of(binary, node, lowering);
  }
}
