package org.modelc.c;

import org.modelc.ir.Shape;

/** {@code modelc_axis}: a tensor seen as [outer][length][inner] around one axis. */
public record AxisGeometry(int outer, int length, int inner) {

  public static AxisGeometry of(Shape shape, int axis) {
    return new AxisGeometry(shape.product(0, axis), shape.dim(axis), shape.product(axis + 1, shape.rank()));
  }
}
