package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.op.Binary;

/** Parameters of {@code modelc_mul_broadcast_s8}: operands of different shapes. */
public record MulBroadcastS8Call(String kernel, LoopNest nest, ProductS8 product, Map<Integer, ConstArray> constantArguments)
    implements Call {

  public static MulBroadcastS8Call of(Binary binary, Node node, Lowering lowering) {
    return new MulBroadcastS8Call(
        "modelc_mul_broadcast_s8", Broadcast.of(node), ProductS8.of(binary, node), ConstantOperands.of(node, lowering));
  }
}
