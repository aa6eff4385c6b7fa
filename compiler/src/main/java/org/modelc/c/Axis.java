package org.modelc.c;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a loop over two tensors.
 *
 * @param size steps along it
 * @param strideA what a step adds to the index into the first tensor; 0 repeats its elements
 * @param strideB what a step adds to the index into the second tensor
 */
record Axis(int size, int strideA, int strideB) {

  /** The axes of a loop over {@code dims}, without those of size 1, adjacent axes joined where both tensors allow it. */
  static List<Axis> joined(int[] dims, int[] stridesA, int[] stridesB) {
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < dims.length; i++) {
      Axis axis = new Axis(dims[i], stridesA[i], stridesB[i]);
      int last = axes.size() - 1;
      if (axis.size == 1) {
        continue;
      }
      if (last >= 0 && axes.get(last).contains(axis)) {
        axes.set(last, new Axis(axes.get(last).size * axis.size, axis.strideA, axis.strideB));
      } else {
        axes.add(axis);
      }
    }
    return axes;
  }

  /** Whether a step along this axis goes as far as a walk over {@code inner}, in both tensors. */
  private boolean contains(Axis inner) {
    return strideA == inner.size * inner.strideA && strideB == inner.size * inner.strideB;
  }

  /** Whether neighbours along this axis are neighbours in both tensors. */
  boolean isContiguous() {
    return strideA == 1 && strideB == 1;
  }

  Axis scaled(int factor) {
    return new Axis(size, strideA * factor, strideB * factor);
  }
}
