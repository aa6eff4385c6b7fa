package org.modelc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OffsetAllocatorTest {
  private final Random random = new Random(5);

  @Test
  void findsTheBestPlacementOfFewBuffers() {
    for (int round = 0; round < 60; round++) {
      List<Buffer> buffers = random(6);
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
          boolean apart = placement.offsets().get(a) >= placement.offsets().get(b) + buffers.get(b).bytes()
              || placement.offsets().get(b) >= placement.offsets().get(a) + buffers.get(a).bytes();
          assertThat(apart || !buffers.get(a).overlaps(buffers.get(b))).isTrue();
        }
      }
    }
  }

  @Test
  void placesNothing() {
    assertThat(OffsetAllocator.place(List.of(), 0).total()).isZero();
  }

  private List<Buffer> random(int count) {
    List<Buffer> buffers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int first = random.nextInt(10);
      buffers.add(new Buffer(1 + random.nextInt(20), first, first + random.nextInt(4)));
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

  /** The lowest offset, found by trying 0 and the end of every placed buffer. */
  private static long lowest(List<Buffer> buffers, int index, List<Integer> placed, List<Long> offsets) {
    List<Long> candidates = new ArrayList<>(List.of(0L));
    for (int i = 0; i < placed.size(); i++) {
      candidates.add(offsets.get(i) + buffers.get(placed.get(i)).bytes());
    }
    return candidates.stream().sorted().filter(offset -> isFree(buffers, index, offset, placed, offsets)).findFirst().orElseThrow();
  }

  private static boolean isFree(List<Buffer> buffers, int index, long offset, List<Integer> placed, List<Long> offsets) {
    for (int i = 0; i < placed.size(); i++) {
      Buffer other = buffers.get(placed.get(i));
      boolean apart = offset >= offsets.get(i) + other.bytes() || offset + buffers.get(index).bytes() <= offsets.get(i);
      if (!apart && other.overlaps(buffers.get(index))) {
        return false;
      }
    }
    return true;
  }
}
