package org.modelc.reference;

/**
 * How a K210 reference of the vendor applies a layer's activation table. Where the two differ, nobody knows what silicon does: compiled layers must not
 * depend on it.
 */
public enum KpuRules {
  /** nncase 1.9's simulator: a segment holds beyond its start; halves go to the even number. */
  NNCASE_1_9 {
    @Override
    boolean isBeyond(long value, long start) {
      return value > start;
    }

    @Override
    boolean roundsAway(long below, long remainder, long half) {
      return remainder > half || remainder == half && (below & 1) != 0;
    }
  },
  /** nncase 0.1's simulator: a segment holds from its start on; halves go away from zero. */
  NNCASE_0_1 {
    @Override
    boolean isBeyond(long value, long start) {
      return value >= start;
    }

    @Override
    boolean roundsAway(long below, long remainder, long half) {
      return remainder >= half;
    }
  };

  /** Whether the segment with this start holds for {@code value}. */
  abstract boolean isBeyond(long value, long start);

  abstract boolean roundsAway(long below, long remainder, long half);

  /** {@code value / 2^shift}, rounded as the vendor does: a negative number goes from the integer below it to the next lower one. */
  long shift(long value, int shift) {
    if (shift == 0) {
      return value;
    }
    long below = value >> shift;
    long remainder = value - (below << shift);
    if (!roundsAway(below, remainder, 1L << (shift - 1))) {
      return below;
    }
    return value < 0 ? below - 1 : below + 1;
  }
}
