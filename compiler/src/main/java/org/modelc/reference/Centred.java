package org.modelc.reference;

import org.modelc.ir.Tensor;

/** Integers of a quantised tensor less its zero point. */
final class Centred {
  private Centred() {}

  /** The centred elements of an S8 or S16 tensor that is quantised per tensor or symmetrically. */
  static int[] of(Tensor tensor) {
    int zeroPoint = tensor.type().requireQuant().zeroPoint(0);
    int[] centred = new int[tensor.elements()];
    for (int i = 0; i < centred.length; i++) {
      centred[i] = (int) tensor.integer(i) - zeroPoint;
    }
    return centred;
  }
}
