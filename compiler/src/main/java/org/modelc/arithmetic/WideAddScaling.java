package org.modelc.arithmetic;

import org.modelc.ir.Quant;

/**
 * Weighted sum of two S16 numbers with zero points 0 in 64-bit arithmetic: {@code (a * multiplierA + b * multiplierB + 2^(shift-1)) >> shift}.
 * See {@code docs/arithmetic.md}.
 *
 * <p>With A and B the real factors {@code scale / output scale}, the result differs from {@code A a + B b} by at most
 * {@code 1/2 + 2^15 / 2^shift}.
 *
 * @param multiplierA magnitude at most 2^30, as that of {@code multiplierB}
 * @param shift 1 to 45
 */
public record WideAddScaling(int multiplierA, int multiplierB, int shift) {
  private static final int MAX_SHIFT = 45;

  private static final int LARGEST_EXPONENT = 29;

  /**
   * The scaling with the largest shift.
   *
   * @param sign 1 for a + b, -1 for a - b
   * @throws ArithmeticException if an operand's scale is 2^29 times the output's or more
   */
  public static WideAddScaling of(Quant a, Quant b, int sign, Quant output) {
    double factorA = (double) a.scale() / output.scale();
    double factorB = (double) b.scale() / output.scale();
    int shift = Math.min(MAX_SHIFT, LARGEST_EXPONENT - Math.getExponent(Math.max(factorA, factorB)));
    if (shift < 1) {
      throw new ArithmeticException("sum of values scaled by " + factorA + " and " + factorB + " does not fit 64 bits");
    }
    return new WideAddScaling((int) Math.rint(Math.scalb(factorA, shift)), sign * (int) Math.rint(Math.scalb(factorB, shift)), shift);
  }

  /** The result before clamping. */
  public long apply(long a, long b) {
    return (a * multiplierA + b * multiplierB + (1L << (shift - 1))) >> shift;
  }
}
