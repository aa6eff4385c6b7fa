package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;

/** Parameters of {@code modelc_matmul_f32}. */
public record MatMulF32Call(String kernel, Matrices matrices, Map<Integer, ConstArray> constantArguments) implements Call {

  public static MatMulF32Call of(Node node, Lowering lowering) {
    return new MatMulF32Call("modelc_matmul_f32", Matrices.of(node), ConstantOperands.of(node, lowering));
  }
}
