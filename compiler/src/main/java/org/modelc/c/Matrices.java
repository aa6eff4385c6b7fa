package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Broadcasting;
import org.modelc.op.MatMul;

/** {@code modelc_matrices}: for each place of a batch a [rows][inner] and b [inner][columns]; strides in elements. */
public record Matrices(LoopNest batch, int rows, int inner, int columns) {

  /** The factors of a {@link MatMul}. */
  static Matrices of(Node node) {
    Shape a = node.input(0).shape();
    Shape b = node.input(1).shape();
    Shape batch = MatMul.batch(node.output().shape());
    int[] stridesA = wholes(MatMul.batch(a), batch, a.dim(-2) * a.dim(-1));
    int[] stridesB = wholes(MatMul.batch(b), batch, b.dim(-2) * b.dim(-1));
    LoopNest nest = LoopNest.of(Axis.joined(batch.toArray(), stridesA, stridesB));
    return new Matrices(nest, a.dim(-2), a.dim(-1), b.dim(-1));
  }

  /** Strides over whole matrices. */
  private static int[] wholes(Shape own, Shape batch, int elements) {
    int[] strides = Broadcasting.strides(own, batch);
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] *= elements;
    }
    return strides;
  }
}
