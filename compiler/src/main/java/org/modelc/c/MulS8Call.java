package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.op.Binary;

/** Parameters of {@code modelc_mul_s8}: operands of equal shape. */
public record MulS8Call(String kernel, int count, ProductS8 product, Map<Integer, ConstArray> constantArguments) implements Call {

  public static MulS8Call of(Binary binary, Node node, Lowering lowering) {
    return new MulS8Call(
        "modelc_mul_s8", node.output().type().elements(), ProductS8.of(binary, node), ConstantOperands.of(node, lowering));
  }
}
