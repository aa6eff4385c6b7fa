package org.modelc.reference;

import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** Moves elements of any type by index. */
final class Elements {
  private Elements() {}

  /**
   * Indices that a walk over {@code dims} visits, the last axis fastest.
   *
   * @param strides what a step along each axis adds; may be negative or 0
   * @param offset the first index
   */
  static int[] strided(int[] dims, int[] strides, int offset) {
    int count = 1;
    for (int dim : dims) {
      count *= dim;
    }
    int[] indices = new int[count];
    int[] position = new int[dims.length];
    int index = offset;
    for (int i = 0; i < count; i++) {
      indices[i] = index;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        index += strides[axis];
        if (++position[axis] < dims[axis]) {
          break;
        }
        index -= dims[axis] * strides[axis];
        position[axis] = 0;
      }
    }
    return indices;
  }

  /** A tensor of {@code type} whose element {@code i} is element {@code from[i]} of {@code source}. */
  static Tensor select(Tensor source, TensorType type, int[] from) {
    Tensor result = Tensor.zeros(type);
    for (int i = 0; i < from.length; i++) {
      copy(source, from[i], result, i);
    }
    return result;
  }

  /** Copies element {@code i} of {@code source} to element {@code to[i]} of {@code target}. */
  static void scatter(Tensor source, Tensor target, int[] to) {
    for (int i = 0; i < to.length; i++) {
      copy(source, i, target, to[i]);
    }
  }

  /** Copies one element. */
  static void copy(Tensor source, int from, Tensor target, int to) {
    switch (target.type().dtype()) {
      case F32 -> target.floats()[to] = source.floats()[from];
      case S8, U8, BOOL -> target.bytes()[to] = source.bytes()[from];
      case S16, U16 -> target.shorts()[to] = source.shorts()[from];
      case S32, U32 -> target.ints()[to] = source.ints()[from];
      case S64, U64 -> target.longs()[to] = source.longs()[from];
      case F64 -> target.doubles()[to] = source.doubles()[from];
    }
  }
}
