package org.modelc.arithmetic;

import org.modelc.ir.Quant;

/**
 * Multiplication of a 32-bit accumulator by a positive real number in fixed point, with one rounding (half up):
 * {@code (acc * multiplier + 2^(shift-1)) >> shift} with a 64-bit product. See {@code docs/arithmetic.md}.
 *
 * @param multiplier 31 bits, 2^30 to 2^31 - 1; or 0 where the real number is below 2^-32
 * @param shift 1 to 62
 */
public record Requantisation(int multiplier, int shift) {
  public static final int MAX_SHIFT = 62;

  public Requantisation {
    if (shift < 1 || shift > MAX_SHIFT || multiplier < 0) {
      throw new IllegalArgumentException("multiplier " + multiplier + ", shift " + shift);
    }
  }

  /**
   * The fixed-point number nearest to {@code real}.
   *
   * @param real positive and below 2^30
   * @throws ArithmeticException if it is not
   */
  public static Requantisation of(double real) {
    if (!(real > 0) || real >= 1 << 30) {
      throw new ArithmeticException("requantisation by " + real + " is not possible");
    }
    int shift = 30 - Math.getExponent(real);
    long multiplier = Math.round(Math.scalb(real, shift));
    if (multiplier == 1L << 31) {
      multiplier >>= 1;
      shift--;
    }
    return shift > MAX_SHIFT ? new Requantisation(0, MAX_SHIFT) : new Requantisation((int) multiplier, shift);
  }

  /**
   * From a sum of {@code count} elements to their mean: {@code input scale / (output scale * count)}, computed in double.
   *
   * @throws ArithmeticException if the number is out of range
   */
  public static Requantisation ofMean(Quant input, Quant output, int count) {
    return of((double) input.scale() / ((double) output.scale() * count));
  }

  /**
   * From a product of two elements: {@code scale a * scale b / output scale}, computed in double.
   *
   * @throws ArithmeticException if the number is out of range
   */
  public static Requantisation ofProduct(Quant a, Quant b, Quant output) {
    return of((double) a.scale() * b.scale() / output.scale());
  }

  /** The rounded product. It fits 64 bits for every 32-bit accumulator; callers add the zero point and clamp. */
  public long apply(int accumulator) {
    return ((long) accumulator * multiplier + (1L << (shift - 1))) >> shift;
  }

  /** The real number this stands for. */
  public double real() {
    return Math.scalb((double) multiplier, -shift);
  }
}
