package org.modelc.arithmetic;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Integer softmax over rows of S8 elements. See {@code docs/arithmetic.md} for the error bound.
 *
 * <p>With d the difference of an element to the row's largest, the exponential is {@code e(d) = round(exp(-input scale * d) * 2^30)}, read
 * from a table; S is the row's sum of them. An element's result, in units of the output scale, is {@code e(d) / (S * output scale)}.
 *
 * @param exponentials e(0), e(1), ...; 1 to 256 entries; differences beyond the table have the exponential 0
 * @param numerator {@code 1 / output scale} as a fixed-point number, 2^60 to 2^61
 * @param shift the numerator's fractional bits: {@code 1 / output scale = numerator * 2^-shift}
 */
public record SoftmaxScaling(List<Integer> exponentials, long numerator, int shift) {
  /** Longest row for which the error bound and the integer widths hold. */
  public static final int MAX_LENGTH = 1 << 16;

  /** Smallest output scale for which the error bound holds. */
  public static final double MIN_OUTPUT_SCALE = 0x1p-23;

  private static final int FRACTION_BITS = 30;
  private static final int NUMERATOR_BITS = 60;
  private static final int DIFFERENCES = 256;

  /** Share of an output unit that dropping small exponentials may cost. */
  private static final double TOLERANCE = 0x1p-6;

  public SoftmaxScaling {
    exponentials = List.copyOf(exponentials);
  }

  /**
   * @param inputScale positive
   * @param outputScale at least {@link #MIN_OUTPUT_SCALE}
   * @param length elements a row, 1 to {@link #MAX_LENGTH}
   * @throws ArithmeticException if the output scale or the length is out of range
   */
  public static SoftmaxScaling of(double inputScale, double outputScale, int length) {
    if (!(outputScale >= MIN_OUTPUT_SCALE) || length < 1 || length > MAX_LENGTH) {
      throw new ArithmeticException("softmax over " + length + " elements with output scale " + outputScale + " is not possible");
    }
    int exponent = Math.getExponent(1 / outputScale);
    int shift = NUMERATOR_BITS - exponent;
    return new SoftmaxScaling(exponentials(inputScale, outputScale, length), Math.round(Math.scalb(1 / outputScale, shift)), shift);
  }

  private static List<Integer> exponentials(double inputScale, double outputScale, int length) {
    double smallest = Math.min(outputScale, 0x1p-8 / length) * TOLERANCE;
    return IntStream.range(0, DIFFERENCES)
        .mapToDouble(difference -> StrictMath.exp(-inputScale * difference))
        .takeWhile(exponential -> exponential >= smallest)
        .mapToInt(exponential -> (int) Math.round(Math.scalb(exponential, FRACTION_BITS)))
        .boxed()
        .toList();
  }

  /** e(d) for d from 0 to 255. */
  public int exponential(int difference) {
    return difference < exponentials.size() ? exponentials.get(difference) : 0;
  }

  /**
   * The scaling of a row.
   *
   * @param sum of its exponentials, 2^30 to 2^46
   */
  public Row row(long sum) {
    int excess = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(sum) - (FRACTION_BITS + 1));
    return new Row(numerator / (sum >> excess), Math.min(shift + excess, Requantisation.MAX_SHIFT));
  }

  /**
   * Multiplication of a row's exponentials by {@code 1 / (S * output scale)}.
   *
   * @param multiplier 2^29 to 2^31
   * @param shift 37 to 62
   */
  public record Row(long multiplier, int shift) {
    /** The rounded product, in units of the output scale. */
    public long apply(int exponential) {
      return (exponential * multiplier + (1L << (shift - 1))) >> shift;
    }
  }
}
