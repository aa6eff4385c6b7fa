package org.modelc.arithmetic;

import org.modelc.ir.DType;
import org.modelc.ir.Quant;

/**
 * Two quantised numbers in one unit, to be compared: {@code (a - zero point a) * multiplier a} and the same of b, in 32 bits. See
 * {@code docs/arithmetic.md}.
 *
 * @param multiplierA at least 1, as {@code multiplierB}; the larger one is 2^22 for S8, 2^15 for S16
 */
public record ComparisonScaling(int zeroPointA, int multiplierA, int zeroPointB, int multiplierB) {
  private static final int BITS = 22;
  private static final int WIDE_BITS = 15;

  /** @param dtype S8 or S16, of both */
  public static ComparisonScaling of(DType dtype, Quant a, Quant b) {
    double largest = Math.max(a.scale(), b.scale());
    int bits = dtype == DType.S16 ? WIDE_BITS : BITS;
    return new ComparisonScaling(
        a.zeroPoint(), multiplier(a.scale() / largest, bits), b.zeroPoint(), multiplier(b.scale() / largest, bits));
  }

  private static int multiplier(double part, int bits) {
    return (int) Math.max(1, Math.rint(Math.scalb(part, bits)));
  }

  /** Element {@code integer} of a. */
  public long a(long integer) {
    return (integer - zeroPointA) * multiplierA;
  }

  /** Element {@code integer} of b. */
  public long b(long integer) {
    return (integer - zeroPointB) * multiplierB;
  }
}
