package org.modelc.op;

import java.util.ArrayList;
import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.problem.Code;

/** ONNX's (numpy's) multidirectional broadcasting: shapes are aligned at the last axis, and an axis of size 1 is repeated. */
public final class Broadcasting {
  private Broadcasting() {}

  /**
   * The shape both operands are stretched to.
   *
   * @throws OpException if two dimensions differ and neither is 1
   */
  public static Shape of(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      int sizeA = alignedDim(a, axis, rank);
      int sizeB = alignedDim(b, axis, rank);
      if (sizeA != sizeB && sizeA != 1 && sizeB != 1) {
        throw new OpException(Code.E204, "shapes " + a + " and " + b + " cannot be broadcast together");
      }
      dims.add(sizeA == 1 ? sizeB : sizeA);
    }
    return new Shape(dims);
  }

  /** For each axis of {@code target} how many elements of {@code operand} a step along it skips; 0 where the operand is repeated. */
  public static int[] strides(Shape operand, Shape target) {
    int[] own = operand.strides();
    int[] strides = new int[target.rank()];
    int missing = target.rank() - operand.rank();
    for (int axis = missing; axis < strides.length; axis++) {
      strides[axis] = operand.dim(axis - missing) == 1 ? 0 : own[axis - missing];
    }
    return strides;
  }

  private static int alignedDim(Shape shape, int axis, int rank) {
    int own = axis - (rank - shape.rank());
    return own < 0 ? 1 : shape.dim(own);
  }
}
