package org.modelc.c;

import org.modelc.ir.Node;

/**
 * Parameters of {@code modelc_append_rows}.
 *
 * @param keptBytes of the rows that stay
 * @param newBytes of the rows that are added
 */
public record HistoryCall(String kernel, int keptBytes, int newBytes) implements Call {
  /** The function that does it. */
  static final String KERNEL = "modelc_append_rows";

  public static HistoryCall of(Node node) {
    int newBytes = node.input(0).type().bytes();
    return new HistoryCall(KERNEL, node.output().type().bytes() - newBytes, newBytes);
  }
}
