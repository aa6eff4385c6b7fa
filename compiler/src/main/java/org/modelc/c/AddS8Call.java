package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.op.Binary;

/** Parameters of {@code modelc_add_s8}: operands of equal shape. */
public record AddS8Call(String kernel, int count, SumS8 sum, Map<Integer, ConstArray> constantArguments) implements Call {

  public static AddS8Call of(Binary binary, Node node, Lowering lowering) {
    return new AddS8Call(
        "modelc_add_s8", node.output().type().elements(), SumS8.of(binary, node), ConstantOperands.of(node, lowering));
  }
}
