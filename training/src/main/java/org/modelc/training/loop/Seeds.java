package org.modelc.training.loop;

import java.util.Random;

/** Random numbers for each epoch. */
final class Seeds {
  /** Odd numbers that spread neighbouring epochs over all bits: neighbouring seeds of {@link Random} begin much alike. */
  private static final long SEED_FACTOR = 0x9E3779B97F4A7C15L;
  private static final long EPOCH_FACTOR = 0xBF58476D1CE4E5B9L;

  private Seeds() {}

  static Random random(long seed, int epoch) {
    return new Random((seed + 1) * SEED_FACTOR + epoch * EPOCH_FACTOR);
  }
}
