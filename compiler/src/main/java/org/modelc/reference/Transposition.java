package org.modelc.reference;

import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** Permutes the axes of a tensor of any element type. */
public final class Transposition {
  private Transposition() {}

  /** Axis {@code i} of the result is axis {@code perm.get(i)} of {@code tensor}; a per-channel quantisation follows its axis. */
  public static Tensor apply(Tensor tensor, List<Integer> perm) {
    TensorType type = new TensorType(
        tensor.type().dtype(), tensor.shape().permute(perm), tensor.type().quant().map(quant -> quant.permute(perm)));
    return gather(tensor, type, sourceIndices(tensor.shape(), perm));
  }

  /** For each element of the result, in order, the index it comes from. */
  private static int[] sourceIndices(Shape source, List<Integer> perm) {
    int[] dims = source.permute(perm).toArray();
    int[] sourceStrides = source.strides();
    int[] indices = new int[source.elements()];
    int[] position = new int[dims.length];
    int from = 0;
    for (int i = 0; i < indices.length; i++) {
      indices[i] = from;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        from += sourceStrides[perm.get(axis)];
        if (++position[axis] < dims[axis]) {
          break;
        }
        from -= dims[axis] * sourceStrides[perm.get(axis)];
        position[axis] = 0;
      }
    }
    return indices;
  }

  /** A tensor of {@code type} whose element {@code i} is element {@code indices[i]} of {@code tensor}. */
  static Tensor gather(Tensor tensor, TensorType type, int[] indices) {
    Tensor result = Tensor.zeros(type);
    for (int i = 0; i < indices.length; i++) {
      switch (type.dtype()) {
        case F32 -> result.floats()[i] = tensor.floats()[indices[i]];
        case S8, U8, BOOL -> result.bytes()[i] = tensor.bytes()[indices[i]];
        case S16 -> result.shorts()[i] = tensor.shorts()[indices[i]];
        case S32 -> result.ints()[i] = tensor.ints()[indices[i]];
        case S64 -> result.longs()[i] = tensor.longs()[indices[i]];
      }
    }
    return result;
  }
}
