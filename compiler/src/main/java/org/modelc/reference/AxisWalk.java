package org.modelc.reference;

import org.modelc.ir.Shape;

/** The rows of a tensor along one axis: {@code length} elements, {@code stride} apart. */
record AxisWalk(int rows, int length, int stride) {

  static AxisWalk of(Shape shape, int axis) {
    int stride = shape.product(axis + 1, shape.rank());
    return new AxisWalk(shape.product(0, axis) * stride, shape.dim(axis), stride);
  }

  /** Index of the first element of row {@code row}. */
  int start(int row) {
    return row / stride * length * stride + row % stride;
  }
}
