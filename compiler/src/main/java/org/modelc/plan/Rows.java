package org.modelc.plan;

/** Successive rows of a map: {@code begin} inclusive, {@code end} exclusive; none where they are equal. */
record Rows(int begin, int end) {
  Rows {
    if (begin > end) {
      throw new IllegalArgumentException("rows " + begin + " to " + end);
    }
  }

  int count() {
    return end - begin;
  }

  boolean isEmpty() {
    return begin == end;
  }
}
