package org.modelc.arithmetic;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Quant;

/**
 * Integer softmax over rows of S8 elements. See {@code docs/arithmetic.md} for the error bound.
 *
 * <p>With d the difference of an element to the row's largest, the exponential is {@code e(d) = round(exp(-input scale * d) * 2^30)}, read
 * from a table; S is the row's sum of them. An element's result, in units of the output scale, is {@code e(d) / (S * output scale)}.
 *
 * @param exponentials e(0), e(1), ...; 1 to 256 entries; differences beyond the table have the exponential 0
 * @param reciprocal {@code 1 / output scale}
 */
public record SoftmaxScaling(List<Integer> exponentials, Requantisation reciprocal) {
  /** Longest row for which the error bound and the integer widths hold. */
  public static final int MAX_LENGTH = 1 << 16;

  /** Smallest output scale for which the error bound holds. */
  public static final double MIN_OUTPUT_SCALE = 0x1p-23;

  private static final int FRACTION_BITS = 30;
  private static final int DIFFERENCES = 256;

  /** What dropping small exponentials may cost, in output units: once for the element itself, once for the row's sum. */
  private static final double TOLERANCE = 0x1p-6;

  public SoftmaxScaling {
    exponentials = List.copyOf(exponentials);
  }

  /**
   * @param output its scale is at least {@link #MIN_OUTPUT_SCALE}
   * @param length elements a row, 1 to {@link #MAX_LENGTH}
   * @throws ArithmeticException if the output scale or the length is out of range
   */
  public static SoftmaxScaling of(Quant input, Quant output, int length) {
    if (output.scale() < MIN_OUTPUT_SCALE || length < 1 || length > MAX_LENGTH) {
      throw new ArithmeticException("softmax over " + length + " elements with output scale " + output.scale() + " is not possible");
    }
    return new SoftmaxScaling(exponentials(input.scale(), output.scale(), length), Requantisation.of(1.0 / output.scale()));
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
    long scale = ((long) reciprocal.multiplier() << FRACTION_BITS) / (sum >> excess);
    return new Row(scale, Math.min(reciprocal.shift() + FRACTION_BITS + excess, Requantisation.MAX_SHIFT));
  }

  /**
   * Multiplication of a row's exponentials by {@code 1 / (S * output scale)}.
   *
   * @param scale below 2^31
   * @param shift 37 to 62
   */
  public record Row(long scale, int shift) {
    /** The rounded product, in units of the output scale. */
    public long apply(int exponential) {
      return (exponential * scale + (1L << (shift - 1))) >> shift;
    }
  }
}
