package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.op.Binary;

/** Parameters of {@code modelc_add_broadcast_s8}: operands of different shapes. */
public record AddBroadcastS8Call(String kernel, LoopNest nest, SumS8 sum, Map<Integer, ConstArray> constantArguments) implements Call {

  public static AddBroadcastS8Call of(Binary binary, Node node, Lowering lowering) {
    return new AddBroadcastS8Call(
        "modelc_add_broadcast_s8", Broadcast.of(node), SumS8.of(binary, node), ConstantOperands.of(node, lowering));
  }
}
