package org.modelc.kernel;

import java.nio.IntBuffer;
import java.util.stream.IntStream;

/**
 * What kernels for Arm's DSP extension have in common: how a {@link Product} is packed for SMLAD and when its arithmetic holds.
 *
 * <p>Two filters share a 16-bit number {@code a + 256 b}, two inputs a word. SMLAD on the word accumulates A + 256 B, on its SXTB16 it
 * accumulates A; B follows at the end. Modulo 2^32 this is exact while |B| is below 2^23.
 */
final class DspProduct {
  /** SXTB16 takes bytes 0 and 2, then 1 and 3: the order of inputs in pairs. */
  private static final int[] PAIRED_INPUTS = {0, 2, 1, 3};

  /** The multiplier word doubles as the shift by register, which must be at least 1 beyond the high word. */
  static final int SMALLEST_SHIFT = 33;

  /** The second filter of a pair is shifted by 8 more, which must stay within the high word. */
  private static final int LARGEST_PAIRED_SHIFT = 63 - 8;

  /** Results are packed as 16-bit numbers before they saturate; the zero point is added there. */
  static final double LARGEST_RESULT = Short.MAX_VALUE - 2 * 128;

  private DspProduct() {}

  /** Whether filters may be paired and their results requantised and packed. */
  static boolean accepts(Product product) {
    return product.largestAccumulator() < 1 << 23
        && !product.hasWeight(Byte.MIN_VALUE)
        && product.shiftsAtMost(LARGEST_PAIRED_SHIFT)
        && acceptsResults(product);
  }

  /** Whether accumulators may be requantised by their multiplier words and packed as 16-bit numbers. */
  static boolean acceptsResults(Product product) {
    return product.largestResult() < LARGEST_RESULT && product.shiftsAtLeast(SMALLEST_SHIFT);
  }

  /** Inputs of a filter rounded up to a whole number of words. */
  static int paddedInputs(int inputs) {
    return (inputs + 3) / 4 * 4;
  }

  /** Words of weights as in {@link #packBlocks}, with all inputs in one block. */
  static int[] pack(Product product, int groupSize) {
    return packBlocks(product, groupSize, paddedInputs(product.filterSize()));
  }

  /**
   * Words of weights: for each {@code block} inputs, for each group of {@code groupSize} filters, for each four inputs, the pairs (0,2) of all
   * filter pairs, then the pairs (1,3).
   *
   * @param block a multiple of 4
   */
  static int[] packBlocks(Product product, int groupSize, int block) {
    int inputs = paddedInputs(product.filterSize());
    int filters = groups(product, groupSize) * groupSize;
    IntBuffer words = IntBuffer.allocate(filters * inputs / 4);
    for (int begin = 0; begin < inputs; begin += block) {
      for (int group = 0; group < filters; group += groupSize) {
        for (int input = begin; input < Math.min(begin + block, inputs); input += 4) {
          pack(product, group, group + groupSize, input, words);
        }
      }
    }
    return words.array();
  }

  /** Four inputs of the filters from {@code first} to {@code end} (exclusive). */
  private static void pack(Product product, int first, int end, int input, IntBuffer words) {
    for (int pair = 0; pair < 4; pair += 2) {
      for (int filter = first; filter < end; filter += 2) {
        int low = number(product, filter, input + PAIRED_INPUTS[pair]);
        int high = number(product, filter, input + PAIRED_INPUTS[pair + 1]);
        words.put(low & 0xffff | high << 16);
      }
    }
  }

  private static int number(Product product, int filter, int input) {
    return product.weight(filter, input) + 256 * product.weight(filter + 1, input);
  }

  /** For each group of filters its start values, then its multiplier words. */
  static int[] channels(Product product, int groupSize) {
    int[] starts = starts(product, groupSize);
    int[] multipliers = multipliers(product, groupSize);
    IntBuffer words = IntBuffer.allocate(2 * starts.length);
    for (int filter = 0; filter < starts.length; filter += groupSize) {
      words.put(starts, filter, groupSize).put(multipliers, filter, groupSize);
    }
    return words.array();
  }

  /** The start values A and A + 256 B of the filter pairs of whole groups. */
  static int[] starts(Product product, int groupSize) {
    return IntStream.range(0, groups(product, groupSize) * groupSize)
        .map(filter -> filter % 2 == 0 ? product.foldedBias(filter) : product.foldedBias(filter - 1) + 256 * product.foldedBias(filter))
        .toArray();
  }

  /** The multiplier words of the filters of whole groups. */
  static int[] multipliers(Product product, int groupSize) {
    return IntStream.range(0, groups(product, groupSize) * groupSize).map(product::multiplier).toArray();
  }

  static int groups(Product product, int groupSize) {
    return (product.filters() + groupSize - 1) / groupSize;
  }
}
