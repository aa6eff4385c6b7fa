package org.modelc.c;

import org.modelc.ir.Node;

/** Parameters of {@code modelc_true_indices} and {@code modelc_count_true}. */
public record TruthCall(String kernel, int elements) implements Call {

  public static TruthCall of(String kernel, Node node) {
    return new TruthCall(kernel, node.input(0).type().elements());
  }
}
