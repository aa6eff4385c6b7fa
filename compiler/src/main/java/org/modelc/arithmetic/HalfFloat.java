package org.modelc.arithmetic;

/** IEEE 754 numbers of 16 bits: 5 bits of exponent, 10 of mantissa. */
public final class HalfFloat {
  /** The largest finite number. */
  public static final float MAX = 65504;

  private static final int MANTISSA_BITS = 10;
  private static final int LEAST_EXPONENT = -14;
  private static final int EXPONENT_BIAS = 15;
  private static final int SIGN = 0x8000;

  /** The bits of a float's mantissa that numbers of 8 significant bits do not use. */
  private static final int COARSE_MANTISSA = (1 << 16) - 1;

  private HalfFloat() {}

  /** The nearest number of 16 bits, ties to even, as a float; {@code value} is finite and of a magnitude of at most {@link #MAX}. */
  public static float nearest(float value) {
    int exponent = Math.max(Math.getExponent(value), LEAST_EXPONENT);
    double steps = Math.scalb((double) value, MANTISSA_BITS - exponent);
    return (float) Math.scalb(Math.rint(steps), exponent - MANTISSA_BITS);
  }

  /** Whether 16 bits hold {@code value}. */
  public static boolean holds(float value) {
    return Math.abs(value) <= MAX && nearest(value) == value;
  }

  /**
   * Whether numbers are meant to have 16 bits: all fit, and at least one has more than the 8 significant bits of an integer weight times a power
   * of two.
   */
  public static boolean areMeant(float[] values) {
    boolean fine = false;
    for (float value : values) {
      if (!holds(value)) {
        return false;
      }
      fine |= (Float.floatToRawIntBits(value) & COARSE_MANTISSA) != 0;
    }
    return fine;
  }

  /** The bits of a number that {@link #holds 16 bits hold}. */
  public static short bits(float value) {
    int sign = Float.floatToRawIntBits(value) < 0 ? SIGN : 0;
    double magnitude = Math.abs((double) value);
    if (magnitude < Math.scalb(1.0, LEAST_EXPONENT)) {
      return (short) (sign | (int) Math.scalb(magnitude, MANTISSA_BITS - LEAST_EXPONENT));
    }
    int exponent = Math.getExponent(magnitude);
    int mantissa = (int) Math.scalb(magnitude, MANTISSA_BITS - exponent) - (1 << MANTISSA_BITS);
    return (short) (sign | exponent + EXPONENT_BIAS << MANTISSA_BITS | mantissa);
  }
}
