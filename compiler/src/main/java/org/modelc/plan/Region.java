package org.modelc.plan;

/**
 * A run of an execution order whose nodes take turns, band after band of rows.
 *
 * @param first position of the first node in the order
 * @param last position of the last node, more than {@code first}
 * @param rowsPerBand rows of the last node's output that a band makes
 */
record Region(int first, int last, int rowsPerBand) {
  boolean contains(int position) {
    return first <= position && position <= last;
  }
}
