package org.modelc.reference;

import org.modelc.ir.Shape;
import org.modelc.op.Broadcasting;

/** For each element of the output the elements of two broadcast operands that meet there. */
final class Pairs {
  private final int[] a;
  private final int[] b;

  private Pairs(int[] a, int[] b) {
    this.a = a;
    this.b = b;
  }

  static Pairs of(Shape a, Shape b, Shape output) {
    int[] dims = output.toArray();
    return new Pairs(
        Elements.strided(dims, Broadcasting.strides(a, output), 0), Elements.strided(dims, Broadcasting.strides(b, output), 0));
  }

  /** Index of a's element at element {@code index} of the output. */
  int a(int index) {
    return a[index];
  }

  int b(int index) {
    return b[index];
  }
}
