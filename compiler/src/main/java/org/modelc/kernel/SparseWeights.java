package org.modelc.kernel;

import java.io.ByteArrayOutputStream;

/** Weights that are not 0, each behind the number of weights to skip. */
final class SparseWeights implements WeightCompression {
  private static final int LONGEST_SKIP = 255;

  /** Steps of a filter are counted in 16 bits. */
  private static final int MOST_INPUTS = 0xffff;

  private static final double INSTRUCTIONS_PER_STEP = 8;
  private static final double INSTRUCTIONS_PER_FILTER = 49;

  @Override
  public String ending() {
    return "s8_sparse";
  }

  @Override
  public boolean accepts(Product product) {
    return product.filterSize() <= MOST_INPUTS && product.largestAccumulator() <= Integer.MAX_VALUE;
  }

  @Override
  public byte[] pack(Product product) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int filter = 0; filter < product.filters(); filter++) {
      byte[] steps = steps(product, filter);
      packed.write(steps.length / 2);
      packed.write(steps.length / 2 >> 8);
      packed.writeBytes(steps);
    }
    return packed.toByteArray();
  }

  private static byte[] steps(Product product, int filter) {
    ByteArrayOutputStream steps = new ByteArrayOutputStream();
    int skipped = 0;
    for (int index = 0; index < product.filterSize(); index++) {
      int weight = product.weight(filter, index);
      if (weight == 0 && skipped < LONGEST_SKIP) {
        skipped++;
      } else {
        steps.write(skipped);
        steps.write(weight);
        skipped = 0;
      }
    }
    return steps.toByteArray();
  }

  @Override
  public double instructions(Product product) {
    int steps = pack(product).length / 2 - product.filters();
    return INSTRUCTIONS_PER_STEP * steps + INSTRUCTIONS_PER_FILTER * product.filters();
  }
}
