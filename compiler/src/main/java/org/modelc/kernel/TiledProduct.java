package org.modelc.kernel;

/** What kernels for cores without SIMD have in common: how a {@link Product} is packed in unsigned bytes and when that holds. */
final class TiledProduct {
  /** The target feature that asks for tiles of four filters: enough registers, and a multiplication with a long result. */
  static final String FEATURE = "tiled";

  private static final int ORIGIN = 128;

  private TiledProduct() {}

  static boolean accepts(Product product) {
    return product.largestAccumulator() <= Integer.MAX_VALUE;
  }

  /** For each group of filters, for each input, the weights of the group's filters, plus 128. */
  static byte[] pack(Product product, int groupSize) {
    int groups = MveProduct.groups(product, groupSize);
    byte[] bytes = new byte[groups * groupSize * product.filterSize()];
    int next = 0;
    for (int group = 0; group < groups * groupSize; group += groupSize) {
      for (int input = 0; input < product.filterSize(); input++) {
        for (int filter = group; filter < group + groupSize; filter++) {
          bytes[next++] = (byte) (product.weight(filter, input) + ORIGIN);
        }
      }
    }
    return bytes;
  }

  /** For each group the start values {@code bias - (128 + zero point) * sum of weights}, then the multiplier words. */
  static int[] channels(Product product, int groupSize) {
    int[] words = MveProduct.channels(product, groupSize);
    for (int filter = 0; filter < words.length / 2; filter++) {
      int group = filter / groupSize;
      for (int input = 0; input < product.filterSize(); input++) {
        words[group * groupSize * 2 + filter % groupSize] -= ORIGIN * product.weight(filter, input);
      }
    }
    return words;
  }
}
