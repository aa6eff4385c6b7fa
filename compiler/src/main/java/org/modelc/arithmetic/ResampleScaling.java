package org.modelc.arithmetic;

import java.util.Arrays;
import java.util.List;
import org.modelc.ir.Quant;

/**
 * Weighted sums of a few bytes each, in 32 bits: {@code requantise(sum (x - zero point) * weights[i], scaling)}. See {@code docs/arithmetic.md}.
 *
 * @param weights real weights in units of 2^-n; n is the largest number up to 44 with which no sum leaves 32 bits, whatever the bytes
 * @param scaling from such sums to the output
 * @param bound on the magnitude of all partial sums
 */
public record ResampleScaling(List<Integer> weights, Requantisation scaling, long bound) {
  private static final int MAX_SHIFT = 44;
  private static final int MIN_SHIFT = -16;

  public ResampleScaling {
    weights = List.copyOf(weights);
  }

  /**
   * @param weights finite
   * @param taps how many successive weights make a sum
   * @throws ArithmeticException if the scales or weights are out of range
   */
  public static ResampleScaling of(Quant input, float[] weights, int taps, Quant output) {
    long element = 128 + Math.abs(input.zeroPoint());
    for (int shift = MAX_SHIFT; shift >= MIN_SHIFT; shift--) {
      double bound = largestSum(weights, taps, shift) * element;
      if (bound <= AccumulatorRange.LIMIT) {
        Requantisation scaling = Requantisation.of(Math.scalb((double) input.scale() / output.scale(), -shift));
        return new ResampleScaling(integers(weights, shift), scaling, (long) bound);
      }
    }
    throw new ArithmeticException("weights of up to " + largestSum(weights, taps, 0) + " in a sum do not fit 32 bits");
  }

  private static double largestSum(float[] weights, int taps, int shift) {
    double largest = 0;
    for (int first = 0; first < weights.length; first += taps) {
      double sum = 0;
      for (int i = first; i < first + taps; i++) {
        sum += Math.abs(Math.rint(Math.scalb((double) weights[i], shift)));
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  private static List<Integer> integers(float[] weights, int shift) {
    Integer[] integers = new Integer[weights.length];
    Arrays.setAll(integers, i -> (int) Math.rint(Math.scalb((double) weights[i], shift)));
    return List.of(integers);
  }

  /** The bound as that of an accumulator. */
  public AccumulatorRange range() {
    return new AccumulatorRange(List.of(bound));
  }
}
