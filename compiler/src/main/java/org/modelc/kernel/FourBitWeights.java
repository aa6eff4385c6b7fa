package org.modelc.kernel;

import org.modelc.arithmetic.IntegerRange;

/** Weights from -8 to 7, two a byte. */
final class FourBitWeights implements WeightCompression {
  private static final int ORIGIN = 8;

  /** Bound of what an input adds to a sum: 128 times a weight of 15, and the correction by 8. */
  private static final long LARGEST_TERM = 128L * (15 + ORIGIN);

  private static final double INSTRUCTIONS_PER_WEIGHT = 5;
  private static final double INSTRUCTIONS_PER_FILTER = 20;

  @Override
  public String ending() {
    return "s4";
  }

  @Override
  public boolean accepts(Product product) {
    if (!hasFourBits(product)) {
      return false;
    }
    for (int filter = 0; filter < product.filters(); filter++) {
      if (Math.abs((long) product.foldedBias(filter)) + product.filterSize() * LARGEST_TERM > Integer.MAX_VALUE) {
        return false;
      }
    }
    return product.largestAccumulator() <= Integer.MAX_VALUE;
  }

  static boolean hasFourBits(Product product) {
    return IntegerRange.FOUR_BITS.holds(product.weights().bytes());
  }

  @Override
  public byte[] pack(Product product) {
    int bytes = (product.filterSize() + 1) / 2;
    byte[] packed = new byte[product.filters() * bytes];
    for (int filter = 0; filter < product.filters(); filter++) {
      for (int index = 0; index < product.filterSize(); index += 2) {
        int low = product.weight(filter, index) + ORIGIN;
        int high = product.weight(filter, index + 1) + ORIGIN;
        packed[filter * bytes + index / 2] = (byte) (low | high << 4);
      }
    }
    return packed;
  }

  @Override
  public double instructions(Product product) {
    return product.filters() * (INSTRUCTIONS_PER_WEIGHT * product.filterSize() + INSTRUCTIONS_PER_FILTER);
  }
}
