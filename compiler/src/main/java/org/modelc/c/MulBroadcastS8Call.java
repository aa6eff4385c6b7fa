package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.op.Binary;

/** Parameters of {@code modelc_mul_broadcast_s8}, operands of different shapes, of {@code modelc_mul_s16}, {@code modelc_div_s8} and {@code modelc_div_s16}. */
public record MulBroadcastS8Call(String kernel, LoopNest nest, ProductS8 product, Map<Integer, ConstArray> constantArguments)
    implements Call {

  public static MulBroadcastS8Call of(String kernel, Binary binary, Node node, Lowering lowering) {
    return new MulBroadcastS8Call(
        kernel, Broadcast.of(node), ProductS8.of(binary, node), ConstantOperands.of(node, lowering));
  }
}
