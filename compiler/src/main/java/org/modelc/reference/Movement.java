package org.modelc.reference;

import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Broadcasting;
import org.modelc.op.Gather;
import org.modelc.op.Pad;
import org.modelc.op.Slice;

/** Reference semantics of the operators that place elements elsewhere without changing them. */
public final class Movement {
  private Movement() {}

  /** Semantics of {@link Pad}. */
  public static Tensor pad(Pad pad, Tensor input, TensorType outputType) {
    int[] begins = pad.begins().stream().mapToInt(Integer::intValue).toArray();
    Tensor output = pad.filled(outputType);
    place(input, output, begins);
    return output;
  }

  /** Semantics of {@link org.modelc.op.Concat}. */
  public static Tensor concat(int axis, List<Tensor> inputs, TensorType outputType) {
    Tensor output = Tensor.zeros(outputType);
    int[] begins = new int[outputType.shape().rank()];
    for (Tensor input : inputs) {
      place(outputType.dtype().isFloat() ? input.toF32() : input, output, begins);
      begins[axis] += input.shape().dim(axis);
    }
    return output;
  }

  /** Semantics of {@link Slice}. */
  public static Tensor slice(Slice slice, Tensor input, TensorType outputType) {
    int[] inputStrides = input.shape().strides();
    int[] strides = new int[inputStrides.length];
    int offset = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] = inputStrides[axis] * slice.steps().get(axis);
      offset += inputStrides[axis] * slice.starts().get(axis);
    }
    return Elements.select(input, outputType, Elements.strided(outputType.shape().toArray(), strides, offset));
  }

  /** Semantics of {@link org.modelc.op.Expand}. */
  public static Tensor expand(Tensor input, TensorType outputType) {
    Shape shape = outputType.shape();
    return Elements.select(input, outputType, Elements.strided(shape.toArray(), Broadcasting.strides(input.shape(), shape), 0));
  }

  /** Semantics of {@link Gather}. */
  public static Tensor gather(int axis, Tensor data, Tensor indices, TensorType outputType) {
    Shape shape = data.shape();
    int size = shape.dim(axis);
    int inner = shape.product(axis + 1, shape.rank());
    int outer = shape.product(0, axis);
    int[] from = new int[outputType.elements()];
    int to = 0;
    for (int block = 0; block < outer; block++) {
      for (int i = 0; i < indices.elements(); i++) {
        int start = (block * size + inside(indices.integer(i), size)) * inner;
        for (int j = 0; j < inner; j++) {
          from[to++] = start + j;
        }
      }
    }
    return Elements.select(data, outputType, from);
  }

  private static int inside(long index, int size) {
    long fromStart = index < 0 ? index + size : index;
    return (int) Math.min(Math.max(fromStart, 0), size - 1);
  }

  /** Copies {@code input} into {@code output} with its first element at {@code begins}. */
  private static void place(Tensor input, Tensor output, int[] begins) {
    int[] strides = output.shape().strides();
    int offset = 0;
    for (int axis = 0; axis < begins.length; axis++) {
      offset += begins[axis] * strides[axis];
    }
    Elements.scatter(input, output, Elements.strided(input.shape().toArray(), strides, offset));
  }
}
