package org.modelc.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.modelc.plan.Buffer.Phase;

/**
 * Finds offsets at which no two buffers that live at the same time overlap.
 *
 * <p>Buffers are placed one after another, each in the lowest gap that holds it. The order decides the result: several natural orders are
 * tried, then the best is changed at random where that does no harm, until the lower bound or the number of tries is
 * reached. Deterministic.
 */
final class OffsetAllocator {
  private static final int MOST_CHANGES = 2000;

  /** Where many placements are compared. */
  private static final int MOST_QUICK_CHANGES = 100;

  private static final int RESTART_EVERY = 4;

  /** Bounds the pairs of buffers looked at, so that large graphs take no longer than some tenths of a second. */
  private static final int EFFORT = 10_000_000;

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
    return place(buffers, lowerBound, MOST_CHANGES);
  }

  /** A placement that {@link #place} may improve on. */
  static Placement placeQuickly(List<Buffer> buffers, long lowerBound) {
    return place(buffers, lowerBound, MOST_QUICK_CHANGES);
  }

  private static Placement place(List<Buffer> buffers, long lowerBound, int mostChanges) {
    OffsetAllocator allocator = new OffsetAllocator(buffers, lowerBound);
    return allocator.improve(allocator.bestNaturalOrder(), mostChanges).placement;
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
    return buffer.phases().stream().mapToLong(phase -> phase.bytes() * (phase.last() - phase.first() + 1)).sum();
  }

  private Attempt improve(Attempt start, int mostChanges) {
    Random random = new Random(SEED);
    Attempt best = start;
    int changes = (int) Math.min(mostChanges, EFFORT / Math.max(1, (long) buffers.size() * buffers.size()));
    for (int i = 0; i < changes && best.total() > lowerBound; i++) {
      Attempt changed = attempt(change(best, random));
      if (changed.total() <= best.total()) {
        best = changed;
      }
    }
    return best;
  }

  /** The order with one of the buffers that reach the top, or any other one, placed elsewhere; now and then a quite different order. */
  private List<Integer> change(Attempt attempt, Random random) {
    List<Integer> order = new ArrayList<>(attempt.order);
    if (random.nextInt(RESTART_EVERY) == 0) {
      Collections.shuffle(order, random);
      return order;
    }
    List<Integer> highest = order.stream().filter(index -> end(attempt, index) == attempt.total()).toList();
    List<Integer> candidates = random.nextBoolean() ? highest : attempt.order;
    Integer moved = candidates.get(random.nextInt(candidates.size()));
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

  /** The lowest offset without collision: jumps over one buffer that is in the way after another. */
  private long lowestGap(int index, List<Integer> placed, long[] offsets) {
    long offset = 0;
    long checked = -1;
    while (checked != offset) {
      checked = offset;
      for (int other : placed) {
        offset = afterCollisions(buffers.get(index), offset, buffers.get(other), offsets[other]);
      }
    }
    return offset;
  }

  /** {@code offset}, or where {@code other} ends if the two share a byte at the same time. */
  private static long afterCollisions(Buffer buffer, long offset, Buffer other, long otherOffset) {
    long free = offset;
    for (Phase obstacle : other.phases()) {
      for (Phase phase : buffer.phases()) {
        boolean sameTime = phase.first() <= obstacle.last() && obstacle.first() <= phase.last();
        if (sameTime && free < otherOffset + obstacle.bytes() && otherOffset < free + phase.bytes()) {
          free = otherOffset + obstacle.bytes();
        }
      }
    }
    return free;
  }
}
