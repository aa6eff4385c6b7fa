package org.modelc.training.loop;

import java.util.Random;

/** Random numbers for each epoch, or for each changed copy of a sample. */
final class Seeds {
  /** Odd numbers that spread neighbouring numbers over all bits: neighbouring seeds of {@link Random} begin much alike. */
  private static final long SEED_FACTOR = 0x9E3779B97F4A7C15L;
  private static final long NUMBER_FACTOR = 0xBF58476D1CE4E5B9L;

  private Seeds() {}

  static Random random(long seed, long number) {
    return new Random((seed + 1) * SEED_FACTOR + number * NUMBER_FACTOR);
  }
}
