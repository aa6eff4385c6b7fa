package org.modelc.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The weights of a {@link Product} that are not 0 as kernels for Arm's DSP extension read them ({@code modelc_sparse_dsp_filters}): steps of a
 * distance and a weight.
 *
 * @param filters bytes of the steps of each filter
 * @param stepsOfCount how many steps are counted as one
 */
record SparseSteps(List<byte[]> filters, int stepsOfCount) {
  private static final int LONGEST_DISTANCE = 255;
  private static final int BYTES = 2;
  private static final int MOST_COUNTED = 0xffff;

  /**
   * The steps of all filters.
   *
   * @param places where a weight's input lies, by the weight's index
   */
  static SparseSteps of(Product product, int[] places, int stepsOfCount) {
    int[] order = IntStream.range(0, places.length).boxed().sorted(Comparator.comparing(index -> places[index])).mapToInt(i -> i).toArray();
    List<byte[]> filters = new ArrayList<>();
    for (int filter = 0; filter < product.filters(); filter++) {
      filters.add(steps(product, filter, places, order, stepsOfCount));
    }
    return new SparseSteps(filters, stepsOfCount);
  }

  private static byte[] steps(Product product, int filter, int[] places, int[] order, int stepsOfCount) {
    ByteArrayOutputStream steps = new ByteArrayOutputStream();
    int at = 0;
    for (int index : order) {
      int weight = product.weight(filter, index);
      if (weight != 0) {
        for (; places[index] - at > LONGEST_DISTANCE; at += LONGEST_DISTANCE) {
          write(steps, LONGEST_DISTANCE, 0);
        }
        write(steps, places[index] - at, weight);
        at = places[index];
      }
    }
    while (steps.size() % (BYTES * stepsOfCount) != 0) {
      write(steps, 0, 0);
    }
    return steps.toByteArray();
  }

  private static void write(ByteArrayOutputStream steps, int distance, int weight) {
    steps.write(distance);
    steps.write(weight);
  }

  /** Whether the counts have 16 bits. */
  boolean areCountable() {
    return filters.stream().allMatch(steps -> count(steps) <= MOST_COUNTED);
  }

  private int count(byte[] steps) {
    return steps.length / (BYTES * stepsOfCount);
  }

  /** Steps of all filters. */
  int total() {
    return filters.stream().mapToInt(steps -> steps.length / BYTES).sum();
  }

  int bytes() {
    int counts = wholeWords(filters.size() * Short.BYTES);
    return counts + wholeWords(total() * BYTES);
  }

  private static int wholeWords(int bytes) {
    return (bytes + Integer.BYTES - 1) / Integer.BYTES * Integer.BYTES;
  }

  /** The counts, then the steps. */
  int[] words() {
    ByteBuffer bytes = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
    filters.forEach(steps -> bytes.putShort((short) count(steps)));
    bytes.position(wholeWords(bytes.position()));
    filters.forEach(bytes::put);
    int[] words = new int[bytes.capacity() / Integer.BYTES];
    bytes.rewind().asIntBuffer().get(words);
    return words;
  }
}
