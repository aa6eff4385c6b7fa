package org.modelc.arithmetic;

import java.util.Optional;
import org.modelc.ir.Tensor;

/**
 * Bounds of the sums of products of S16 activations and S8 weights. Kernels sum up to {@link #BLOCK} products in 32 bits, whatever they are, and
 * such sums in 64 bits.
 */
public final class WideAccumulator {
  /** Products of S16 and S8 whose sum is below 2^31: 511 * 2^15 * 2^7. */
  public static final int BLOCK = 511;

  /** Accumulators stay below, so that their upper part times a multiplier fits 64 bits. */
  private static final long LIMIT = 1L << 46;

  /** Requantisation splits the accumulator at this bit. */
  private static final int LEAST_SHIFT = 16;

  private static final long LARGEST_ACTIVATION = 1 << 15;

  private WideAccumulator() {}

  /**
   * Why a magnitude may reach 2^46; empty if {@code |bias| + sum |weight| * 2^15} stays below.
   *
   * @param weights S8, output channels along axis 0
   * @param bias S32, one element for each output channel
   */
  public static Optional<String> overflow(Tensor weights, Tensor bias) {
    int filter = weights.elements() / Math.max(1, bias.elements());
    for (int channel = 0; channel < bias.elements(); channel++) {
      long sum = 0;
      for (int i = channel * filter; i < (channel + 1) * filter; i++) {
        sum += Math.abs(weights.bytes()[i]);
      }
      long bound = Math.abs((long) bias.ints()[channel]) + sum * LARGEST_ACTIVATION;
      if (bound >= LIMIT) {
        return Optional.of("the accumulator of channel " + channel + " may reach " + bound + ", the limit is " + LIMIT);
      }
    }
    return Optional.empty();
  }

  /** Why an accumulator cannot be requantised; empty if every multiplier is below 2^15. */
  public static Optional<String> overflow(AccumulatorScaling scaling) {
    for (int channel = 0; channel < scaling.channels().size(); channel++) {
      if (scaling.channels().get(channel).shift() < LEAST_SHIFT) {
        return Optional.of("the output scale is too small: the accumulator of channel " + channel + " would be multiplied by "
            + scaling.channels().get(channel).real());
      }
    }
    return Optional.empty();
  }
}
