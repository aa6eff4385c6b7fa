package org.modelc.arithmetic;

import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;

/**
 * From the sums of a recurrent operator's integer matrix product to gate sums in units of 2^-16: {@code requantise(sum v w, multiplier[o]) +
 * offset[o]}, where the offset holds the bias and the zero point of the vector v.
 */
public record GateScaling(int[] multipliers, int[] offsets) {
  /** Bits behind the point of a gate's sum. */
  public static final int SUM_BITS = 16;

  /** Two such terms and their sum fit 32 bits. */
  private static final double LARGEST_TERM = 0x1p29;

  private static final int LARGEST_BYTE = 128;

  /**
   * @param vector of the bytes that are multiplied
   * @param weights S8 [gate units, elements of the vector], symmetric
   * @param bias floats; those of {@code weights} begin at {@code firstBias}
   * @throws ArithmeticException if a sum may exceed 32 bits or a scale cannot be represented
   */
  public static GateScaling of(Quant vector, Tensor weights, Tensor bias, int firstBias) {
    int outputs = weights.shape().dim(0);
    int inputs = weights.shape().dim(1);
    int[] multipliers = new int[outputs];
    int[] offsets = new int[outputs];
    for (int o = 0; o < outputs; o++) {
      long sum = 0;
      long magnitude = 0;
      for (int i = o * inputs; i < (o + 1) * inputs; i++) {
        sum += weights.bytes()[i];
        magnitude += Math.abs(weights.bytes()[i]);
      }
      double unit = Math.scalb((double) vector.scale() * weights.type().requireQuant().scale(o), SUM_BITS);
      double offset = Math.rint(Math.scalb(bias.real(firstBias + o), SUM_BITS) - unit * vector.zeroPoint() * sum);
      requireFits(o, LARGEST_BYTE * magnitude, unit, offset);
      multipliers[o] = Requantisation.of(unit).multiplier();
      offsets[o] = (int) offset;
    }
    return new GateScaling(multipliers, offsets);
  }

  private static void requireFits(int unit, long accumulator, double scale, double offset) {
    if (accumulator > Integer.MAX_VALUE || accumulator * scale + Math.abs(offset) >= LARGEST_TERM) {
      throw new ArithmeticException("the sum of gate unit " + unit + " may exceed 32 bits");
    }
  }

  /** The gate sum of output {@code o} in units of 2^-16. */
  public int apply(int accumulator, int o) {
    return (int) new Requantisation(multipliers[o]).apply(accumulator) + offsets[o];
  }
}
