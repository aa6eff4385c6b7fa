package org.modelc.kernel;

import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** What kernels for Arm's MVE have in common: how a {@link Product} is packed for VMLADAVA and when its arithmetic holds. */
final class MveProduct {
  /** Inputs that one instruction takes. */
  private static final int VECTOR = 16;

  /** VMULH keeps the high word; a rounding shift of at least 1 then gives the exact result. */
  private static final int SMALLEST_SHIFT = 33;

  private MveProduct() {}

  static boolean accepts(Product product) {
    return product.largestAccumulator() <= Integer.MAX_VALUE && product.shiftsAtLeast(SMALLEST_SHIFT);
  }

  /** For each group of filters, blocks of 16 inputs (the last of the rest) of one filter after the other; 0 for filters beyond the last. */
  static Tensor pack(Product product, int groupSize) {
    return pack(product, groupSize, product.filterSize());
  }

  /** The same with filters of whole blocks: 0 for inputs beyond the last. */
  static Tensor packWholeBlocks(Product product, int groupSize) {
    return pack(product, groupSize, roundUp(product.filterSize()));
  }

  /** To whole vectors. */
  static int roundUp(int inputs) {
    return (inputs + VECTOR - 1) / VECTOR * VECTOR;
  }

  private static Tensor pack(Product product, int groupSize, int inputs) {
    byte[] bytes = new byte[groups(product, groupSize) * groupSize * inputs];
    int next = 0;
    for (int group = 0; group < bytes.length / inputs; group += groupSize) {
      for (int block = 0; block < inputs; block += VECTOR) {
        for (int filter = group; filter < group + groupSize; filter++) {
          for (int input = block; input < Math.min(block + VECTOR, inputs); input++) {
            bytes[next++] = (byte) product.weight(filter, input);
          }
        }
      }
    }
    return Tensor.of(TensorType.of(DType.S8, Shape.of(bytes.length)), bytes);
  }

  static int groups(Product product, int groupSize) {
    return (product.filters() + groupSize - 1) / groupSize;
  }

  /** The start values of all groups. */
  static int[] bias(Product product, int groupSize) {
    return IntStream.range(0, groups(product, groupSize) * groupSize).map(product::foldedBias).toArray();
  }

  /** For each group its start values and its multiplier words. */
  static int[] channels(Product product, int groupSize) {
    int[] words = new int[groups(product, groupSize) * groupSize * 2];
    int next = 0;
    for (int group = 0; group < words.length / 2; group += groupSize) {
      for (int filter = group; filter < group + groupSize; filter++) {
        words[next++] = product.foldedBias(filter);
      }
      for (int filter = group; filter < group + groupSize; filter++) {
        words[next++] = product.multiplier(filter);
      }
    }
    return words;
  }
}
