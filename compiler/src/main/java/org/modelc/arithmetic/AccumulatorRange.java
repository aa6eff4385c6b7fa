package org.modelc.arithmetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/**
 * How large accumulators in 32 bits can get, whatever the elements: one bound on the absolute value for each output channel.
 *
 * <p>The bound of a centred element is {@code 128 + |zero point|}, of S16 {@code 2^15}. It holds for an element times weight sum with the zero point subtracted
 * from each element or from the sum, and for all partial sums.
 */
public record AccumulatorRange(List<Long> bounds) {
  /** Largest absolute value that fits a 32-bit accumulator. */
  public static final long LIMIT = Integer.MAX_VALUE;

  /** Room for the zero point of S8, which is added to a requantised accumulator. */
  private static final long RESULT_LIMIT = LIMIT - 128;

  public AccumulatorRange {
    bounds = List.copyOf(bounds);
  }

  /**
   * Of a convolution or matrix product: {@code |bias| + sum |weight| * (128 + |zero point|)}.
   *
   * @param weights S8, output channels along axis 0
   * @param bias S32, one element for each output channel
   * @param input quantisation of the activations, which are S8
   */
  public static AccumulatorRange ofProduct(Tensor weights, Tensor bias, Quant input) {
    int filter = weights.elements() / Math.max(1, bias.elements());
    List<Long> bounds = new ArrayList<>();
    for (int channel = 0; channel < bias.elements(); channel++) {
      long sum = 0;
      for (int i = channel * filter; i < (channel + 1) * filter; i++) {
        sum += Math.abs(weights.bytes()[i]);
      }
      bounds.add(Math.abs((long) bias.ints()[channel]) + sum * largestElement(input));
    }
    return new AccumulatorRange(bounds);
  }

  /** Of a sum of {@code count} elements of type {@code input}. */
  public static AccumulatorRange ofSum(int count, TensorType input) {
    return new AccumulatorRange(List.of(count * largestElement(input)));
  }

  /** Of the product of an element of each type. */
  public static AccumulatorRange ofPair(TensorType a, TensorType b) {
    return ofProducts(1, a, b);
  }

  /** Of a sum of {@code count} such products. */
  public static AccumulatorRange ofProducts(int count, TensorType a, TensorType b) {
    return new AccumulatorRange(List.of(count * largestElement(a) * largestElement(b)));
  }

  private static long largestElement(TensorType type) {
    return type.dtype() == DType.S16 ? 1 << 15 : largestElement(type.requireQuant());
  }

  private static long largestElement(Quant input) {
    return 128 + Math.abs(input.zeroPoint());
  }

  /** Why 32 bits do not suffice for the accumulators; empty if they do. */
  public Optional<String> overflow() {
    for (int channel = 0; channel < bounds.size(); channel++) {
      if (bounds.get(channel) > LIMIT) {
        return Optional.of("the accumulator of channel " + channel + " may reach " + bounds.get(channel) + ", the limit is " + LIMIT);
      }
    }
    return Optional.empty();
  }

  /**
   * Why 32 bits do not suffice for the requantised accumulators; empty if they do.
   *
   * @param scaling one for each bound
   */
  public Optional<String> overflow(AccumulatorScaling scaling) {
    for (int channel = 0; channel < bounds.size(); channel++) {
      double result = bounds.get(channel) * scaling.channels().get(channel).real();
      if (result > RESULT_LIMIT) {
        return Optional.of("the output scale is too small: results of channel " + channel + " may reach " + result + " times the scale");
      }
    }
    return Optional.empty();
  }
}
