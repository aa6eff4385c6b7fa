package org.modelc.arithmetic;

import org.modelc.ir.DType;
import org.modelc.ir.Quant;

/**
 * Quotient of two quantised numbers: with n and d the operands less their zero points,
 * {@code t = sign(n d) floor((2^f |n| + floor(|d| / 2)) / |d|)}, which is then requantised. See {@code docs/arithmetic.md}.
 *
 * <p>With {@code M = scale a / (scale b * output scale)}, the result of a divisor other than 0 differs from {@code M n / d} by at most
 * {@code 1/2 + M 2^-(f+1)} and what the requantisation adds.
 *
 * @param fractionBits f: 22 for S8, where t has 31 bits; 30 for S16, where t has 46
 * @param scaling by {@code M 2^-f}
 */
public record QuotientScaling(int fractionBits, Requantisation scaling) {
  /** Beyond every result's range, with any zero point. */
  public static final int INFINITY = 1 << 16;

  private static final int FRACTION_BITS = 22;
  private static final int WIDE_FRACTION_BITS = 30;

  /** A quotient of S8 is below 2^30, its result must be below 2^31. */
  private static final double LARGEST_FACTOR = 2;

  /** A quotient of S16 is scaled in two parts, for which the shift must be at least 16. */
  private static final double LARGEST_WIDE_FACTOR = 1 << 14;

  /**
   * @param dtype S8 or S16
   * @throws ArithmeticException if the output's scale is so small that results do not fit before they are clamped
   */
  public static QuotientScaling of(DType dtype, Quant a, Quant b, Quant output) {
    boolean wide = dtype == DType.S16;
    int bits = wide ? WIDE_FRACTION_BITS : FRACTION_BITS;
    double factor = Math.scalb((double) a.scale() / b.scale() / output.scale(), -bits);
    if (factor >= (wide ? LARGEST_WIDE_FACTOR : LARGEST_FACTOR)) {
      throw new ArithmeticException("the output scale is too small: a quotient would be multiplied by " + Math.scalb(factor, bits));
    }
    return new QuotientScaling(bits, Requantisation.of(factor));
  }

  /**
   * The result before clamping, in units of the output scale, without zero point. For the divisor 0 it is beyond the output's range, with the sign
   * of the dividend; 0 for 0 by 0.
   *
   * @param dividend less its zero point, as {@code divisor}
   */
  public long apply(long dividend, long divisor) {
    if (divisor == 0) {
      return (long) Long.signum(dividend) * INFINITY;
    }
    long magnitude = ((Math.abs(dividend) << fractionBits) + Math.abs(divisor) / 2) / Math.abs(divisor);
    long quotient = dividend < 0 != divisor < 0 ? -magnitude : magnitude;
    return fractionBits == WIDE_FRACTION_BITS ? scaling.applyWide(quotient) : scaling.apply((int) quotient);
  }
}
