package org.modelc.c;

import org.modelc.ir.Shape;

/** Where a walk over several axes goes within one tensor: the first place and what a step along each axis adds, in elements. */
final class Places {
  private final int[] strides;
  private final int offset;

  Places(int[] strides, int offset) {
    this.strides = strides;
    this.offset = offset;
  }

  /** All of a row-major tensor, in order. */
  static Places all(Shape shape) {
    return new Places(shape.strides(), 0);
  }

  int[] strides() {
    return strides.clone();
  }

  int offset() {
    return offset;
  }
}
