package org.modelc.c;

import java.util.Map;
import org.modelc.arithmetic.WideAddScaling;
import org.modelc.ir.Node;
import org.modelc.op.Binary;

/** Parameters of {@code modelc_add_s16}; see {@link WideAddScaling}. */
public record AddS16Call(String kernel, LoopNest nest, WideAddScaling scaling, OutputS8 output, Map<Integer, ConstArray> constantArguments)
    implements Call {

  /** @param binary ADD or SUB */
  public static AddS16Call of(Binary binary, Node node, Lowering lowering) {
    return new AddS16Call(
        "modelc_add_s16",
        Broadcast.of(node),
        binary.wideSumScaling(node.input(0).type(), node.input(1).type(), node.output().type()),
        OutputS8.of(node.output().type(), binary.clamp()),
        ConstantOperands.of(node, lowering));
  }
}
