package org.modelc.kernel;

import org.modelc.c.Lowering;
import org.modelc.c.Rv64Filters;
import org.modelc.ir.Tensor;

/**
 * Weights packed for multiplications of three inputs by three weights, and how many of these add up exactly; {@code modelc_rv64.h} explains
 * the arithmetic.
 *
 * @param block triples of inputs, an even number or all of them, whose products add up exactly in every filter
 */
record TripleWeights(Product product, int block) {
  private static final int FIELD_BITS = 21;
  private static final int TRIPLE = 3;
  private static final int WORD = 2 * TRIPLE;

  /** A word's first triple holds this less the weights, so that a field holds two bytes without signs. */
  private static final int FIRST_ORIGIN = 127;

  /** What is added to the weights of a word's second triple. */
  private static final int SECOND_ORIGIN = 128;

  /** Filters that convolutions compute at a time. */
  private static final int GROUP = 8;

  private static final int LARGEST_SUM = (1 << 20) - 1;

  /**
   * With the largest block that the weights allow.
   *
   * @param inputOrigin what the kernel adds to raw inputs, 0 to 128
   */
  static TripleWeights of(Product product, int inputOrigin) {
    int triples = ceilDiv(product.filterSize(), TRIPLE);
    int blocks = 1;
    while (!isExact(product, evenShare(triples, blocks), inputOrigin)) {
      blocks++;
    }
    return new TripleWeights(product, evenShare(triples, blocks));
  }

  private static int ceilDiv(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /** Triples of the first of {@code blocks} blocks, an even number. */
  private static int evenShare(int triples, int blocks) {
    return 2 * ceilDiv(triples, 2 * blocks);
  }

  /** Whether the products of {@code block} triples add up exactly, wherever blocks of this size begin. */
  static boolean isExact(Product product, int block, int inputOrigin) {
    for (int filter = 0; filter < product.filters(); filter++) {
      for (int begin = 0; begin < product.filterSize(); begin += block * TRIPLE) {
        if (product.largestRawSum(filter, begin, begin + block * TRIPLE, inputOrigin) > LARGEST_SUM) {
          return false;
        }
      }
    }
    return true;
  }

  /** Triples of a filter. */
  int triples() {
    return ceilDiv(product.filterSize(), TRIPLE);
  }

  /** Words of a filter. */
  int filterWords() {
    return ceilDiv(product.filterSize(), WORD);
  }

  /** Words of a filter whose products add up exactly. */
  int blockWords() {
    return block / 2;
  }

  int blocks() {
    return ceilDiv(triples(), block);
  }

  /** The filters of a convolution over raw inputs. */
  Rv64Filters filters(Lowering lowering) {
    return new Rv64Filters(
        product.filters(),
        triples(),
        block,
        product.output(),
        lowering.array("weights", pack(GROUP)),
        lowering.array("offsets", Rv64Product.offsets(product, GROUP, 0)),
        lowering.array("multipliers", Rv64Product.multipliers(product, GROUP)));
  }

  /** For each group of filters, for each six inputs, a word of each filter of the group. */
  Tensor pack(int groupSize) {
    int groups = MveProduct.groups(product, groupSize);
    long[] words = new long[groups * groupSize * filterWords()];
    int next = 0;
    for (int group = 0; group < groups * groupSize; group += groupSize) {
      for (int word = 0; word < filterWords(); word++) {
        for (int filter = group; filter < group + groupSize; filter++) {
          words[next++] = word(filter, word * WORD);
        }
      }
    }
    return Rv64Product.words(words);
  }

  /** The six weights from {@code input} on, twice: the first triple from the highest field down, 8 bits above it the second. */
  private long word(int filter, int input) {
    long word = 0;
    for (int i = 0; i < TRIPLE; i++) {
      int position = (TRIPLE - 1 - i) * FIELD_BITS + 1;
      word |= (long) (FIRST_ORIGIN - product.weight(filter, input + i)) << position;
      word |= (long) (SECOND_ORIGIN + product.weight(filter, input + TRIPLE + i)) << position + Byte.SIZE;
    }
    return word;
  }
}
