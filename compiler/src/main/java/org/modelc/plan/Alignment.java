package org.modelc.plan;

/** Rounding of byte counts. */
final class Alignment {
  private Alignment() {}

  /** The smallest multiple of {@code alignment} that is at least {@code bytes}. */
  static long up(long bytes, int alignment) {
    return (bytes + alignment - 1) / alignment * alignment;
  }
}
