package org.modelc.kernel;

import java.util.stream.IntStream;
import org.modelc.c.CompressedFilters;
import org.modelc.c.Lowering;

/** What the kernels for sparse weights with Arm's DSP extension have in common. */
final class SparseDsp {
  private SparseDsp() {}

  static boolean accepts(Product product, SparseSteps steps) {
    return product.largestAccumulator() <= Integer.MAX_VALUE && product.shiftsAtLeast(DspProduct.SMALLEST_SHIFT) && steps.areCountable();
  }

  static CompressedFilters filters(Product product, SparseSteps steps, Lowering lowering) {
    return new CompressedFilters(
        product.filterSize(),
        product.filters(),
        product.output(),
        lowering.array("weights", steps.words()),
        lowering.array("bias", IntStream.range(0, product.filters()).map(product::foldedBias).toArray()),
        lowering.array("multipliers", IntStream.range(0, product.filters()).map(product::multiplier).toArray()));
  }
}
