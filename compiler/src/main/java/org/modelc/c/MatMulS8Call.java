package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;

/** Parameters of {@code modelc_matmul_s8}. */
public record MatMulS8Call(String kernel, Matrices matrices, ProductS8 product, Map<Integer, ConstArray> constantArguments)
    implements Call {

  public static MatMulS8Call of(Node node, Lowering lowering) {
    return new MatMulS8Call("modelc_matmul_s8", Matrices.of(node), ProductS8.of(node), ConstantOperands.of(node, lowering));
  }
}
