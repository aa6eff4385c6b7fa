package org.modelc.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds offsets at which no two buffers that live at the same time overlap.
 *
 * <p>Buffers are placed one after another, each in the lowest gap that holds it. The order decides the result: several natural orders are
 * tried, then the best is changed at random where that does no harm, until the lower bound or the number of tries is
 * reached. Deterministic.
 */
final class OffsetAllocator {
  private static final int IMPROVEMENTS = 2000;
  private static final long SEED = 1;

  /** @param offsets in the order of the buffers */
  record Placement(List<Long> offsets, long total) {}

  /** Buffers (by index) in the order in which they are placed, and what comes of it. */
  private record Attempt(List<Integer> order, Placement placement) {
    long total() {
      return placement.total;
    }
  }

  private final List<Buffer> buffers;
  private final long lowerBound;

  private OffsetAllocator(List<Buffer> buffers, long lowerBound) {
    this.buffers = buffers;
    this.lowerBound = lowerBound;
  }

  /** @param lowerBound a total below which no placement can be; the search stops there */
  static Placement place(List<Buffer> buffers, long lowerBound) {
    OffsetAllocator allocator = new OffsetAllocator(buffers, lowerBound);
    return allocator.improve(allocator.bestNaturalOrder()).placement;
  }

  private Attempt bestNaturalOrder() {
    Comparator<Integer> bySize = Comparator.comparingLong(index -> -buffers.get(index).bytes());
    Comparator<Integer> byStart = Comparator.comparingInt(index -> buffers.get(index).first());
    Comparator<Integer> byDuration = Comparator.comparingInt(index -> buffers.get(index).first() - buffers.get(index).last());
    Comparator<Integer> byArea = Comparator.comparingLong(index -> -area(buffers.get(index)));
    return List.of(bySize.thenComparing(byStart), byStart.thenComparing(bySize), byDuration.thenComparing(bySize), byArea).stream()
        .map(comparator -> IntStream.range(0, buffers.size()).boxed().sorted(comparator).toList())
        .map(this::attempt)
        .min(Comparator.comparingLong(Attempt::total))
        .orElseThrow();
  }

  private static long area(Buffer buffer) {
    return buffer.bytes() * (buffer.last() - buffer.first() + 1);
  }

  private Attempt improve(Attempt start) {
    Random random = new Random(SEED);
    Attempt best = start;
    for (int i = 0; i < IMPROVEMENTS && best.total() > lowerBound; i++) {
      Attempt changed = attempt(change(best, random));
      if (changed.total() <= best.total()) {
        best = changed;
      }
    }
    return best;
  }

  /** The order with one of the buffers that reach the top, or any other one, placed elsewhere. */
  private List<Integer> change(Attempt attempt, Random random) {
    List<Integer> highest = attempt.order.stream().filter(index -> end(attempt, index) == attempt.total()).toList();
    List<Integer> candidates = random.nextBoolean() ? highest : attempt.order;
    Integer moved = candidates.get(random.nextInt(candidates.size()));
    List<Integer> order = new ArrayList<>(attempt.order);
    order.remove(moved);
    order.add(random.nextInt(attempt.order.size()), moved);
    return order;
  }

  private long end(Attempt attempt, int index) {
    return attempt.placement.offsets.get(index) + buffers.get(index).bytes();
  }

  private Attempt attempt(List<Integer> order) {
    long[] offsets = new long[buffers.size()];
    List<Integer> placed = new ArrayList<>();
    long total = 0;
    for (int index : order) {
      offsets[index] = lowestGap(index, placed, offsets);
      total = Math.max(total, offsets[index] + buffers.get(index).bytes());
      placed.add(index);
    }
    return new Attempt(order, new Placement(IntStream.range(0, offsets.length).mapToObj(i -> offsets[i]).toList(), total));
  }

  private long lowestGap(int index, List<Integer> placed, long[] offsets) {
    Buffer buffer = buffers.get(index);
    List<Integer> obstacles = placed.stream()
        .filter(other -> buffers.get(other).overlaps(buffer))
        .sorted(Comparator.comparingLong(other -> offsets[other]))
        .collect(Collectors.toList());
    long offset = 0;
    for (int other : obstacles) {
      if (offset + buffer.bytes() <= offsets[other]) {
        break;
      }
      offset = Math.max(offset, offsets[other] + buffers.get(other).bytes());
    }
    return offset;
  }
}
