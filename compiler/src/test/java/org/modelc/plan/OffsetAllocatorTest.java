package org.modelc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OffsetAllocatorTest {
  private static final int STEPS = 16;

  private final Random random = new Random(5);

  @Test
  void findsTheBestPlacementOfFewBuffers() {
    for (int round = 0; round < 60; round++) {
      List<Buffer> buffers = random(5);
      assertThat(OffsetAllocator.place(buffers, 0).total()).as("%s", buffers).isEqualTo(best(buffers, new ArrayList<>(), new ArrayList<>()));
    }
  }

  @Test
  void buffersThatLiveAtTheSameTimeDoNotOverlap() {
    for (int round = 0; round < 50; round++) {
      List<Buffer> buffers = random(25);
      OffsetAllocator.Placement placement = OffsetAllocator.place(buffers, 0);
      for (int a = 0; a < buffers.size(); a++) {
        assertThat(placement.offsets().get(a) + buffers.get(a).bytes()).isLessThanOrEqualTo(placement.total());
        for (int b = 0; b < a; b++) {
          for (int step = 0; step < STEPS; step++) {
            assertThat(sharesBytes(buffers, placement, a, b, step)).as("buffers %d, %d at step %d", a, b, step).isFalse();
          }
        }
      }
    }
  }

  private static boolean sharesBytes(List<Buffer> buffers, OffsetAllocator.Placement placement, int a, int b, int step) {
    long startA = placement.offsets().get(a);
    long startB = placement.offsets().get(b);
    long endA = startA + buffers.get(a).bytesAt(step);
    long endB = startB + buffers.get(b).bytesAt(step);
    return Math.max(startA, startB) < Math.min(endA, endB);
  }

  @Test
  void usesWhatAShrinkingBufferGivesUp() {
    Buffer shrinking = new Buffer(List.of(new Buffer.Phase(10, 0, 2), new Buffer.Phase(4, 2, 5)));
    assertThat(OffsetAllocator.place(List.of(shrinking, Buffer.of(6, 3, 5)), 10).total()).isEqualTo(10);
    assertThat(OffsetAllocator.place(List.of(shrinking, Buffer.of(6, 2, 5)), 10).total()).isEqualTo(16);
  }

  @Test
  void placesNothing() {
    assertThat(OffsetAllocator.place(List.of(), 0).total()).isZero();
  }

  private List<Buffer> random(int count) {
    List<Buffer> buffers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int first = random.nextInt(10);
      int last = first + random.nextInt(4);
      Buffer.Phase phase = new Buffer.Phase(1 + random.nextInt(20), first, last);
      buffers.add(new Buffer(random.nextInt(3) > 0 ? List.of(phase) : List.of(phase, new Buffer.Phase(1, last, last + 3))));
    }
    return buffers;
  }

  /** The lowest total of all orders of placing buffers, each in every gap that an earlier one opens: exhaustive. */
  private static long best(List<Buffer> buffers, List<Integer> placed, List<Long> offsets) {
    if (placed.size() == buffers.size()) {
      long total = 0;
      for (int i = 0; i < placed.size(); i++) {
        total = Math.max(total, offsets.get(i) + buffers.get(placed.get(i)).bytes());
      }
      return total;
    }
    long best = Long.MAX_VALUE;
    for (int next = 0; next < buffers.size(); next++) {
      if (!placed.contains(next)) {
        long offset = lowest(buffers, next, placed, offsets);
        placed.add(next);
        offsets.add(offset);
        best = Math.min(best, best(buffers, placed, offsets));
        placed.remove(placed.size() - 1);
        offsets.remove(offsets.size() - 1);
      }
    }
    return best;
  }

  /** The lowest offset, found by trying all. */
  private static long lowest(List<Buffer> buffers, int index, List<Integer> placed, List<Long> offsets) {
    return LongStream.range(0, 120).boxed().filter(offset -> isFree(buffers, index, offset, placed, offsets)).findFirst().orElseThrow();
  }

  private static boolean isFree(List<Buffer> buffers, int index, long offset, List<Integer> placed, List<Long> offsets) {
    for (int i = 0; i < placed.size(); i++) {
      Buffer other = buffers.get(placed.get(i));
      for (int step = 0; step < STEPS; step++) {
        long bytes = buffers.get(index).bytesAt(step);
        long otherBytes = other.bytesAt(step);
        if (Math.max(offset, offsets.get(i)) < Math.min(offset + bytes, offsets.get(i) + otherBytes)) {
          return false;
        }
      }
    }
    return true;
  }
}
