package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.onnx.model.Limits;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/**
 * Repeats and selects elements of constants of any element type. Results are limited in size, as a few bytes of a file can ask for many.
 */
final class ConstantBroadcast {
  private static final int LARGEST = 1 << 22;

  private ConstantBroadcast() {}

  /** A shape that a file gives as numbers. */
  static Shape shape(List<Integer> dims) {
    Shape shape = Limits.shape(dims.stream().map(Integer::longValue).toList());
    requireSmall(shape);
    return shape;
  }

  private static void requireSmall(Shape shape) {
    if (shape.elements() > LARGEST) {
      throw new OpException(Code.E107, "a constant of shape " + shape + " is computed; the limit is " + LARGEST + " elements");
    }
  }

  /** {@code tensor} repeated along axes where it has one element. */
  static Tensor to(Tensor tensor, Shape shape) {
    requireSmall(shape);
    if (tensor.shape().equals(shape)) {
      return tensor;
    }
    int[] strides = tensor.shape().strides();
    int shift = shape.rank() - tensor.shape().rank();
    int[] dims = shape.toArray();
    return gather(tensor, shape, index -> {
      int from = 0;
      int rest = index;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        int own = axis - shift;
        from += own >= 0 && tensor.shape().dim(own) != 1 ? rest % dims[axis] * strides[own] : 0;
        rest /= dims[axis];
      }
      return from;
    });
  }

  private static Tensor gather(Tensor tensor, Shape shape, IntUnaryOperator source) {
    Tensor result = Tensor.zeros(tensor.type().withShape(shape));
    for (int i = 0; i < result.elements(); i++) {
      copy(tensor, source.applyAsInt(i), result, i);
    }
    return result;
  }

  private static void copy(Tensor from, int source, Tensor to, int target) {
    switch (from.type().dtype()) {
      case F32 -> to.floats()[target] = from.floats()[source];
      case S8, U8, BOOL -> to.bytes()[target] = from.bytes()[source];
      case S16, U16 -> to.shorts()[target] = from.shorts()[source];
      case S32, U32 -> to.ints()[target] = from.ints()[source];
      case S64, U64 -> to.longs()[target] = from.longs()[source];
      case F64 -> to.doubles()[target] = from.doubles()[source];
    }
  }
}
