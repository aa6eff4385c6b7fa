package org.modelc.arithmetic;

import org.modelc.ir.Quant;

/**
 * Multiplication of a 32-bit accumulator by a positive real number in fixed point, with one rounding (half up):
 * {@code (acc * multiplier + 2^(shift-1)) >> shift} with a 64-bit product. See {@code docs/arithmetic.md}.
 *
 * <p>One 32-bit word holds both numbers: the multiplier's low byte, as a signed number, is the shift less 32. That costs at most 2^-22 of
 * relative accuracy, saves a fifth of a channel's constants, and lets a kernel shift by the same register that it multiplied by (Arm's
 * shifts by register read its low byte).
 *
 * @param multiplier 31 bits, 2^30 to 2^31 - 1; or 0 where the real number is below 2^-32
 */
public record Requantisation(int multiplier) {
  public static final int MAX_SHIFT = 62;

  /** What the low byte of the multiplier is relative to. */
  private static final int SHIFT_ORIGIN = 32;

  private static final int BYTE = 1 << 8;

  public Requantisation {
    int shift = SHIFT_ORIGIN + (byte) multiplier;
    if (shift < 1 || shift > MAX_SHIFT || multiplier != 0 && multiplier < 1 << 30) {
      throw new IllegalArgumentException("multiplier " + multiplier);
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
    return shift > MAX_SHIFT ? new Requantisation(0) : new Requantisation(withShift(Math.scalb(real, shift), shift));
  }

  /** The multiplier nearest to {@code exact} (2^30 to 2^31) whose low byte stands for {@code shift}. */
  private static int withShift(double exact, int shift) {
    int low = shift - SHIFT_ORIGIN & (BYTE - 1);
    long multiplier = Math.round((exact - low) / BYTE) * BYTE + low;
    if (multiplier >= 1L << 31) {
      multiplier -= BYTE;
    }
    if (multiplier < 1 << 30) {
      multiplier += BYTE;
    }
    return (int) multiplier;
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

  /** 1 to 62. */
  public int shift() {
    return SHIFT_ORIGIN + (byte) multiplier;
  }

  /** The rounded product. It fits 64 bits for every 32-bit accumulator; callers add the zero point and clamp. */
  public long apply(int accumulator) {
    return ((long) accumulator * multiplier + (1L << (shift() - 1))) >> shift();
  }

  /** As {@link #apply} for an accumulator of a magnitude below 2^46; the shift must be at least 16. */
  public long applyWide(long accumulator) {
    long high = (accumulator >> 16) * multiplier;
    long low = (accumulator & 0xffff) * multiplier + (1L << (shift() - 1));
    return (high + (low >> 16)) >> (shift() - 16);
  }

  /** The real number this stands for. */
  public double real() {
    return Math.scalb((double) multiplier, -shift());
  }
}
