package org.modelc.kernel;

import java.nio.IntBuffer;
import java.util.stream.IntStream;

/**
 * Weights from -8 to 7 for Arm's DSP extension: four filters share a 16-bit number {@code (a + 8) + 16 (b + 8) + 256 (c + 8) + 4096 d}, two
 * inputs a word. SMLAD on the word accumulates all four; on what is left of it when d, then c, then b are masked out, the others.
 */
final class FourBitDsp {
  /** Filters of a number. */
  static final int QUAD = 4;

  private static final int ORIGIN = 8;
  private static final int BITS = 4;

  /** A sum of one filter is the difference of two accumulators of 32 bits, divided by 16 for each filter before it. */
  private static final int BITS_OF_FIRST_SUM = 31;

  /** Values are shifted by 4 more, as they are 16 times as large, within the high word. */
  private static final int LARGEST_SHIFT = 63 - BITS;

  /** The halves of a word of inputs, first and second of four. */
  private static final int[][] PAIRS = {{0, 2}, {1, 3}};

  private FourBitDsp() {}

  static boolean accepts(Product product) {
    return FourBitWeights.hasFourBits(product)
        && product.largestAccumulator() < 1 << 31 - BITS
        && product.shiftsAtLeast(DspProduct.SMALLEST_SHIFT - BITS)
        && product.shiftsAtMost(LARGEST_SHIFT)
        && product.largestResult() < DspProduct.LARGEST_RESULT
        && IntStream.range(0, product.filters()).allMatch(filter ->
            product.largestRawSum(filter, 0, product.filterSize(), 0) < 1L << BITS_OF_FIRST_SUM - filter % QUAD * BITS);
  }

  /** For each {@code groupSize} filters, for each four inputs: the word of inputs (0, 2) of each four filters, then those of (1, 3). */
  static int[] pack(Product product, int groupSize) {
    int inputs = DspProduct.paddedInputs(product.filterSize());
    int filters = DspProduct.groups(product, groupSize) * groupSize;
    IntBuffer words = IntBuffer.allocate(words(product, groupSize));
    for (int group = 0; group < filters; group += groupSize) {
      for (int input = 0; input < inputs; input += 4) {
        for (int[] pair : PAIRS) {
          for (int quad = group; quad < group + groupSize; quad += QUAD) {
            words.put(number(product, quad, input + pair[0]) | number(product, quad, input + pair[1]) << Short.SIZE);
          }
        }
      }
    }
    return words.array();
  }

  static int words(Product product, int groupSize) {
    return DspProduct.groups(product, groupSize) * groupSize * DspProduct.paddedInputs(product.filterSize()) / (2 * QUAD);
  }

  private static int number(Product product, int filter, int input) {
    int number = 0;
    for (int i = 0; i < QUAD - 1; i++) {
      number |= product.weight(filter + i, input) + ORIGIN << BITS * i;
    }
    int last = product.weight(filter + QUAD - 1, input) & (1 << BITS) - 1;
    return number | last << BITS * (QUAD - 1);
  }

  /** For each group 16 times its start values, then its multiplier words. */
  static int[] channels(Product product, int groupSize) {
    int[] multipliers = DspProduct.multipliers(product, groupSize);
    IntBuffer words = IntBuffer.allocate(2 * multipliers.length);
    for (int group = 0; group < multipliers.length; group += groupSize) {
      IntStream.range(group, group + groupSize).map(filter -> product.foldedBias(filter) << BITS).forEach(words::put);
      words.put(multipliers, group, groupSize);
    }
    return words.array();
  }
}
