package org.modelc.kernel;

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
  private static final int SMALLEST_SHIFT = 33;

  /** The second filter of a pair is shifted by 8 more, which must stay within the high word. */
  private static final int LARGEST_PAIRED_SHIFT = 63 - 8;

  /** Results are packed as 16-bit numbers before they saturate; the zero point is added there. */
  private static final double LARGEST_RESULT = Short.MAX_VALUE - 2 * 128;

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

  /**
   * Words of weights: for each group of {@code groupSize} filters, for each four inputs, the pairs (0,2) of all filter pairs, then the
   * pairs (1,3).
   */
  static int[] pack(Product product, int groupSize) {
    int groups = groups(product, groupSize);
    int inputs = paddedInputs(product.filterSize());
    int[] words = new int[groups * groupSize * inputs / 4];
    int next = 0;
    for (int group = 0; group < groups; group++) {
      for (int input = 0; input < inputs; input += 4) {
        for (int pair = 0; pair < 4; pair += 2) {
          for (int filter = group * groupSize; filter < (group + 1) * groupSize; filter += 2) {
            int low = number(product, filter, input + PAIRED_INPUTS[pair]);
            int high = number(product, filter, input + PAIRED_INPUTS[pair + 1]);
            words[next++] = low & 0xffff | high << 16;
          }
        }
      }
    }
    return words;
  }

  private static int number(Product product, int filter, int input) {
    return product.weight(filter, input) + 256 * product.weight(filter + 1, input);
  }

  /** For each group: start values A and A + 256 B of its filter pairs, then its multiplier words if each filter has its own. */
  static int[] channels(Product product, int groupSize, boolean withMultipliers) {
    int groups = groups(product, groupSize);
    int[] words = new int[groups * groupSize * (withMultipliers ? 2 : 1)];
    int next = 0;
    for (int group = 0; group < groups; group++) {
      for (int filter = group * groupSize; filter < (group + 1) * groupSize; filter += 2) {
        words[next++] = product.foldedBias(filter);
        words[next++] = product.foldedBias(filter) + 256 * product.foldedBias(filter + 1);
      }
      for (int filter = group * groupSize; withMultipliers && filter < (group + 1) * groupSize; filter++) {
        words[next++] = product.multiplier(filter);
      }
    }
    return words;
  }

  static int groups(Product product, int groupSize) {
    return (product.filters() + groupSize - 1) / groupSize;
  }
}
