package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.op.Binary;

/** Parameters of {@code modelc_add_s8}: operands of equal shape. */
public record AddS8Call(String kernel, int count, SumS8 sum, Map<Integer, ConstArray> constantArguments) implements Call {

  /** @param kernel {@code modelc_add_s8} or a variant of it */
  public static AddS8Call of(String kernel, Binary binary, Node node, Lowering lowering) {
    return new AddS8Call(
        kernel, node.output().type().elements(), SumS8.of(binary, node), ConstantOperands.of(node, lowering));
  }
}
