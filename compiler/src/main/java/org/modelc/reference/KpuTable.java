package org.modelc.reference;

/** An activation table as registers hold it: 16 words of segments {7:0 shift, 23:8 multiplier (s16), 59:24 start (s36)}, then 16 bytes to add. */
final class KpuTable {
  private static final int SEGMENTS = 16;

  private final KpuRules rules;
  private final long[] starts = new long[SEGMENTS];
  private final long[] multipliers = new long[SEGMENTS];
  private final int[] shifts = new int[SEGMENTS];
  private final int[] additions = new int[SEGMENTS];

  KpuTable(long[] words, KpuRules rules) {
    this.rules = rules;
    for (int segment = 0; segment < SEGMENTS; segment++) {
      long word = words[segment];
      shifts[segment] = (int) (word & 0xff);
      multipliers[segment] = (short) (word >> 8);
      starts[segment] = word << 4 >> 28;
      additions[segment] = (int) (words[SEGMENTS + segment / 8] >> (segment % 8 * 8) & 0xff);
    }
  }

  /** The byte for a normalised number. */
  byte apply(long value) {
    int segment = SEGMENTS - 1;
    while (segment > 0 && !rules.isBeyond(value, starts[segment])) {
      segment--;
    }
    long result = rules.shift((value - starts[segment]) * multipliers[segment], shifts[segment]) + additions[segment];
    return (byte) Math.min(Math.max(result, 0), 255);
  }
}
