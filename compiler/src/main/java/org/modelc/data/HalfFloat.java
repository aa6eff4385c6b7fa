package org.modelc.data;

/** IEEE 754 binary16. */
final class HalfFloat {
  private static final int FRACTION_BITS = 10;
  private static final int EXPONENT_BIAS = 15;
  private static final int EXPONENT_SPECIAL = 31;

  private HalfFloat() {}

  static float toFloat(short bits) {
    int exponent = bits >> FRACTION_BITS & EXPONENT_SPECIAL;
    int fraction = bits & (1 << FRACTION_BITS) - 1;
    float magnitude = magnitude(exponent, fraction);
    return bits < 0 ? -magnitude : magnitude;
  }

  private static float magnitude(int exponent, int fraction) {
    if (exponent == EXPONENT_SPECIAL) {
      return fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    }
    if (exponent == 0) {
      return Math.scalb((float) fraction, 1 - EXPONENT_BIAS - FRACTION_BITS);
    }
    return Math.scalb((float) (fraction + (1 << FRACTION_BITS)), exponent - EXPONENT_BIAS - FRACTION_BITS);
  }
}
