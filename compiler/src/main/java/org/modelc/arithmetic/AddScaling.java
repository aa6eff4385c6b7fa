package org.modelc.arithmetic;

import org.modelc.ir.Quant;

/**
 * Weighted sum of two bytes in 32-bit arithmetic: {@code (a * multiplierA + b * multiplierB + offset) >> shift}. The offset holds both zero
 * points of the operands, the zero point of the result and the rounding (half up). See {@code docs/arithmetic.md}.
 *
 * <p>For all bytes a and b no partial sum leaves 32 bits. With A and B the real factors {@code scale / output scale}, the result differs
 * from {@code A (a - zero point a) + B (b - zero point b) + zero point} by at most {@code 1/2 + 255 / 2^shift}. The shift is at least 18,
 * that excess below 2^-10, while {@code A + B <= 8}; operands for which both zero points are met give the output zero point exactly.
 *
 * @param shift 1 to 30
 */
public record AddScaling(int multiplierA, int multiplierB, int offset, int shift) {
  private static final int MAX_SHIFT = 30;

  /** The largest magnitude of a byte. */
  private static final int BYTE = 128;

  /**
   * The scaling with the largest shift that is proven to fit: {@code 128 |multiplierA| + 128 |multiplierB| + |offset| < 2^31}.
   *
   * @param sign 1 for a + b, -1 for a - b
   * @throws ArithmeticException if the operands' scales are so much larger than the output's that nothing fits
   */
  public static AddScaling of(Quant a, Quant b, int sign, Quant output) {
    double factorA = (double) a.scale() / output.scale();
    double factorB = sign * (double) b.scale() / output.scale();
    for (int shift = MAX_SHIFT; shift >= 1; shift--) {
      double multiplierA = Math.rint(Math.scalb(factorA, shift));
      double multiplierB = Math.rint(Math.scalb(factorB, shift));
      double offset = Math.scalb(output.zeroPoint() + 0.5, shift) - multiplierA * a.zeroPoint() - multiplierB * b.zeroPoint();
      if (BYTE * Math.abs(multiplierA) + BYTE * Math.abs(multiplierB) + Math.abs(offset) < 0x1p31) {
        return new AddScaling((int) multiplierA, (int) multiplierB, (int) offset, shift);
      }
    }
    throw new ArithmeticException("sum of values scaled by " + factorA + " and " + factorB + " does not fit 32 bits");
  }

  /** The result before clamping, with its zero point, for S8 operands as they are stored. */
  public int apply(byte a, byte b) {
    return (a * multiplierA + b * multiplierB + offset) >> shift;
  }
}
