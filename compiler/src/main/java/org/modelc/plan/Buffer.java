package org.modelc.plan;

import java.util.List;

/**
 * Bytes at one offset that are needed from one step to another. Where values are overwritten in place by smaller ones the buffer shrinks;
 * the rows that are kept between bands are fewer than those that a band works on.
 *
 * @param phases in order of time, without gaps
 */
record Buffer(List<Phase> phases) {

  /**
   * A value's time in the buffer.
   *
   * @param bytes size, a multiple of the alignment
   * @param first step that writes it
   * @param last step that reads it last, at least {@code first}
   */
  record Phase(long bytes, int first, int last) {}

  Buffer {
    phases = List.copyOf(phases);
  }

  /** A buffer of one size. */
  static Buffer of(long bytes, int first, int last) {
    return new Buffer(List.of(new Phase(bytes, first, last)));
  }

  int first() {
    return phases.get(0).first;
  }

  int last() {
    return phases.get(phases.size() - 1).last;
  }

  /** The largest size. */
  long bytes() {
    return phases.stream().mapToLong(Phase::bytes).max().orElseThrow();
  }

  /** The size at a step; 0 where the buffer is not alive. */
  long bytesAt(int step) {
    return phases.stream().filter(phase -> phase.first <= step && step <= phase.last).mapToLong(Phase::bytes).max().orElse(0);
  }
}
