package org.modelc.kernel;

import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.target.Target;

/** What kernels for 64-bit cores have in common: one 64-bit multiply-add and a shift requantise a sum. */
final class Rv64Product {
  /** The low five bits of the multiplier word are the shift less 32. */
  private static final int SMALLEST_SHIFT = 32;

  /** The product of 62 bits and the output's zero point, shifted, fit 64 bits. */
  private static final int LARGEST_SHIFT = 54;

  private Rv64Product() {}

  static boolean isFor(Target target) {
    return target.has("rv64");
  }

  static boolean accepts(Product product) {
    return product.largestAccumulator() <= Integer.MAX_VALUE
        && product.shiftsAtLeast(SMALLEST_SHIFT)
        && product.shiftsAtMost(LARGEST_SHIFT);
  }

  /**
   * What a raw sum times its multiplier lacks before the shift, for whole groups: the bias, half of what one unit of the output is, and the
   * output's zero point.
   *
   * @param inputOrigin what kernels add to raw inputs
   */
  static Tensor offsets(Product product, int groupSize, int inputOrigin) {
    long[] offsets = new long[MveProduct.groups(product, groupSize) * groupSize];
    for (int filter = 0; filter < product.filters(); filter++) {
      int shift = product.scaling().channels().get(filter).shift();
      long bias = product.foldedBias(filter) - (long) inputOrigin * product.weightSum(filter);
      offsets[filter] = bias * product.multiplier(filter) + (1L << shift - 1) + ((long) product.output().zeroPoint() << shift);
    }
    return words(offsets);
  }

  /** For whole groups. */
  static int[] multipliers(Product product, int groupSize) {
    return IntStream.range(0, MveProduct.groups(product, groupSize) * groupSize).map(product::multiplier).toArray();
  }

  /** An {@code int64_t} array. */
  static Tensor words(long[] words) {
    return Tensor.of(TensorType.of(DType.S64, Shape.of(words.length)), words);
  }
}
