package org.modelc.arithmetic;

import java.util.Arrays;
import java.util.List;
import org.modelc.ir.Quant;

/**
 * Integer normalisation of rows of n S8 elements. See {@code docs/arithmetic.md} for the error bound.
 *
 * <p>With u the elements less their zero point and S their sum (0 where the mean is not subtracted), {@code d = n u - S} is n times the distance
 * to the mean, exactly, and {@code V = n sum(u^2) - S^2} is n^2 times the variance. The normalised element is {@code d / sqrt(V + E)}, where E
 * stands for epsilon.
 *
 * @param epsilon E in units of 2^-10
 * @param multipliers scales by output scale, in units of 2^-shift
 * @param offsets biases by output scale and the rounding (half up), in units of 2^-shift
 * @param shift 14 to 22
 */
public record NormaliseScaling(long epsilon, List<Integer> multipliers, List<Integer> offsets, int shift) {
  /** Longest row for which the integer widths hold. */
  public static final int MAX_LENGTH = 1 << 16;

  private static final int MAX_SHIFT = 22;
  private static final int MIN_SHIFT = 14;

  /** Bits behind the point of V + E, an even number. */
  private static final int VARIANCE_BITS = 10;

  /** Bits behind the point of a normalised element. */
  private static final int NORMAL_BITS = 22;

  private static final double LARGEST_EPSILON = 0x1p60;

  public NormaliseScaling {
    multipliers = List.copyOf(multipliers);
    offsets = List.copyOf(offsets);
  }

  /**
   * @param epsilon not negative
   * @param length elements a row, 1 to {@link #MAX_LENGTH}
   * @throws ArithmeticException if the scales or the length are out of range
   */
  public static NormaliseScaling of(Quant input, float epsilon, int length, float[] scale, float[] bias, Quant output) {
    double squared = (double) length * length * epsilon / input.scale() / input.scale();
    double term = Math.rint(Math.scalb(squared, VARIANCE_BITS));
    if (length > MAX_LENGTH || !(term <= LARGEST_EPSILON)) {
      throw new ArithmeticException("normalisation of " + length + " elements of scale " + input.scale() + " with epsilon " + epsilon + " is not possible");
    }
    double[] factors = new double[scale.length];
    double[] terms = new double[bias.length];
    Arrays.setAll(factors, i -> (double) scale[i] / output.scale());
    Arrays.setAll(terms, i -> (double) bias[i] / output.scale() + 0.5);
    int shift = shift(Math.max(largest(factors), largest(terms)));
    return new NormaliseScaling((long) term, fixedPoint(factors, shift), fixedPoint(terms, shift), shift);
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  private static int shift(double largest) {
    for (int shift = MAX_SHIFT; shift >= MIN_SHIFT; shift--) {
      if (Math.rint(Math.scalb(largest, shift)) <= Integer.MAX_VALUE) {
        return shift;
      }
    }
    throw new ArithmeticException("a scale or bias of normalisation is " + largest + " times the output scale");
  }

  private static List<Integer> fixedPoint(double[] values, int shift) {
    return Arrays.stream(values).mapToInt(value -> (int) Math.rint(Math.scalb(value, shift))).boxed().toList();
  }

  /**
   * The row's factor.
   *
   * @param variance V, 0 to 2^48
   */
  public Row row(long variance) {
    long sum = (variance << VARIANCE_BITS) + epsilon;
    if (sum == 0) {
      return new Row(0, 1);
    }
    int doublings = (Long.numberOfLeadingZeros(sum) - 2) / 2;
    long root = squareRoot(sum << (2 * doublings));
    return new Row((1L << 61) / root, 61 - VARIANCE_BITS / 2 - NORMAL_BITS - doublings);
  }

  /** The largest integer of which the square is not above {@code square}, which is below 2^62. */
  private static long squareRoot(long square) {
    long root = 0;
    for (long bit = 1L << 30; bit > 0; bit >>= 1) {
      root += (root + bit) * (root + bit) <= square ? bit : 0;
    }
    return root;
  }

  /**
   * Multiplication by {@code 1 / sqrt(V + E)}.
   *
   * @param reciprocal up to 2^31
   * @param shift 4 to 34
   */
  public record Row(long reciprocal, int shift) {
    /** The normalised element in units of 2^-22, for the distance {@code d}. */
    public long normal(long distance) {
      return (distance * reciprocal + (1L << (shift - 1))) >> shift;
    }
  }

  /** The result for parameter {@code index}, in units of the output scale. */
  public long result(long normal, int index) {
    return (((normal * multipliers.get(index)) >> NORMAL_BITS) + offsets.get(index)) >> shift;
  }
}
