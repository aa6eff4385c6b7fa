package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Broadcasting;
import org.modelc.op.MatMul;

/** Parameters of {@code modelc_matmul_f32}. */
public record MatMulF32Call(String kernel, LoopNest batch, int rows, int inner, int columns, Map<Integer, ConstArray> constantArguments)
    implements Call {

  public static MatMulF32Call of(Node node, Lowering lowering) {
    Shape a = node.input(0).shape();
    Shape b = node.input(1).shape();
    Shape batch = MatMul.batch(node.output().shape());
    int[] stridesA = matrices(MatMul.batch(a), batch, a.dim(-2) * a.dim(-1));
    int[] stridesB = matrices(MatMul.batch(b), batch, b.dim(-2) * b.dim(-1));
    LoopNest nest = LoopNest.of(Axis.joined(batch.toArray(), stridesA, stridesB));
    return new MatMulF32Call("modelc_matmul_f32", nest, a.dim(-2), a.dim(-1), b.dim(-1), ConstantOperands.of(node, lowering));
  }

  /** Strides over whole matrices, in elements. */
  private static int[] matrices(Shape own, Shape batch, int elements) {
    int[] strides = Broadcasting.strides(own, batch);
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] *= elements;
    }
    return strides;
  }
}
