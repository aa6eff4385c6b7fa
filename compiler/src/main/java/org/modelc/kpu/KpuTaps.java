package org.modelc.kpu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A convolution along one dimension as taps -1, 0 and 1 of the KPU's kernel on copies of the input. A copy begins at some element of the input and has every
 * stride-th; its element at {@code place + tap} is the input's at {@code (place + tap) stride + first}.
 *
 * <p>Beyond its edges the KPU takes a copy to be 0. A tap may only reach beyond an edge where the input has ended too.
 *
 * @param firsts where each copy begins, ascending; may be negative
 * @param uses of copies by the kernel's elements, in their order
 */
record KpuTaps(List<Integer> firsts, List<Use> uses) {
  /** @param copy an index of {@code firsts} */
  record Use(int copy, int tap) {}

  /** One dimension of a convolution, and what taps may reach. */
  interface Dimension {
    int kernel();

    /** Elements of the input from one of a copy to the next. */
    int stride();

    /** The element of the input, from {@code place * stride} on, that an element of the kernel reads. */
    int offset(int element);

    /** Whether a tap on the copy that begins at {@code first} reads what it should at all places that count. */
    boolean allows(int first, int tap);
  }

  /**
   * Copies that the CPU makes, which are the input moved and thinned out, for all places of the result.
   *
   * @param pad elements before the input, which are 0
   * @param size of the copies, at least that of the output
   */
  record Thinned(int kernel, int stride, int dilation, int pad, int input, int output, int size) implements Dimension {
    @Override
    public int offset(int element) {
      return element * dilation - pad;
    }

    @Override
    public boolean allows(int first, int tap) {
      return tap == 0 || tap == -1 && first < stride || tap == 1 && (size > output || size * stride + first >= input);
    }
  }

  /**
   * Copies that the KPU makes, which are the input moved, of equal size, for some of its places.
   *
   * @param middle what an element of the kernel reads that counts as offset 0
   * @param fromFirst whether the first place counts
   * @param toLast whether the last does
   */
  record Moved(int kernel, int dilation, int middle, boolean fromFirst, boolean toLast) implements Dimension {
    @Override
    public int stride() {
      return 1;
    }

    @Override
    public int offset(int element) {
      return element * dilation - middle;
    }

    @Override
    public boolean allows(int first, int tap) {
      return tap == 0 || tap == -1 && (first <= 0 || !fromFirst) || tap == 1 && (first >= 0 || !toLast);
    }
  }

  KpuTaps {
    firsts = List.copyOf(firsts);
    uses = List.copyOf(uses);
  }

  /** Few copies that serve all of the kernel's elements: one after the other that which serves the first missing one and most others. */
  static KpuTaps of(Dimension dimension) {
    Map<Integer, int[]> served = new LinkedHashMap<>();
    List<Integer> missing = new ArrayList<>(IntStream.range(0, dimension.kernel()).boxed().toList());
    while (!missing.isEmpty()) {
      int offset = dimension.offset(missing.get(0));
      int first = IntStream.rangeClosed(-1, 1)
          .filter(tap -> dimension.allows(offset - tap * dimension.stride(), tap))
          .mapToObj(tap -> offset - tap * dimension.stride())
          .max(Comparator.<Integer>comparingLong(candidate -> missing.stream().filter(element -> serves(dimension, candidate, element)).count())
              .thenComparing(candidate -> -Math.abs(candidate)))
          .orElseThrow();
      missing.stream().filter(element -> serves(dimension, first, element)).toList().forEach(element -> {
        served.put(element, new int[] {first, (dimension.offset(element) - first) / dimension.stride()});
        missing.remove(element);
      });
    }
    List<Integer> firsts = served.values().stream().map(use -> use[0]).distinct().sorted().toList();
    return new KpuTaps(firsts, IntStream.range(0, dimension.kernel()).mapToObj(element -> new Use(firsts.indexOf(served.get(element)[0]), served.get(element)[1])).toList());
  }

  private static boolean serves(Dimension dimension, int first, int element) {
    int distance = dimension.offset(element) - first;
    return distance % dimension.stride() == 0 && Math.abs(distance) <= dimension.stride() && dimension.allows(first, distance / dimension.stride());
  }

  /** How far the copy that is moved most is moved. */
  int farthest() {
    return firsts.stream().mapToInt(Math::abs).max().orElseThrow();
  }

  boolean usesNeighbours() {
    return uses.stream().anyMatch(use -> use.tap != 0);
  }
}
