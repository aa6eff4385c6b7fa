package org.modelc.kernel;

import org.modelc.target.Target;

/** What kernels for Armv6-M have in common, whose only multiplication is 32 x 32 -> 32 bits. */
final class Thumb1Product {
  /** Exact requantisation rounds in the high word of the product. */
  private static final int SMALLEST_SHIFT = 33;

  private Thumb1Product() {}

  static boolean isFor(Target target) {
    return target.has("thumb1");
  }

  static boolean accepts(Product product) {
    return product.largestAccumulator() <= Integer.MAX_VALUE
        && product.shiftsAtLeast(SMALLEST_SHIFT)
        && SingleProduct.exists(product);
  }

  /**
   * Whether sums can be accumulated several to a word.
   *
   * @param inputOrigin what is added to raw inputs
   * @param limit what they must stay below
   */
  static boolean acceptsPackedSums(Product product, int inputOrigin, int limit) {
    for (int filter = 0; filter < product.filters(); filter++) {
      if (product.largestRawSum(filter, 0, product.filterSize(), inputOrigin) >= limit) {
        return false;
      }
    }
    return accepts(product);
  }
}
