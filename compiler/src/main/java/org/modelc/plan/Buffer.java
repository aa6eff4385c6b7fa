package org.modelc.plan;

/**
 * Bytes that are needed from one step to another.
 *
 * @param bytes size, a multiple of the alignment
 * @param first step that writes it first
 * @param last step that reads it last, at least {@code first}
 */
record Buffer(long bytes, int first, int last) {

  boolean overlaps(Buffer other) {
    return first <= other.last && other.first <= last;
  }
}
