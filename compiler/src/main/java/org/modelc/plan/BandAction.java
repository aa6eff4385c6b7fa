package org.modelc.plan;

import java.util.List;
import org.modelc.ir.Node;
import org.modelc.ir.Value;

/** One action of a band. */
public sealed interface BandAction {

  /**
   * Runs a node's kernel for some rows.
   *
   * @param node the node of the planned graph
   * @param bandNode the same with the shapes and the padding of the band
   * @param inputs where the inputs begin that are not constant, in the node's order
   * @param output where the output's rows go
   */
  record Compute(Node node, Node bandNode, List<RowPointer> inputs, RowPointer output) implements BandAction {
    public Compute {
      inputs = List.copyOf(inputs);
    }
  }

  /** Moves the {@code rows} rows from {@code row} on, which later bands need, to the front of the value's memory. */
  record Keep(Value value, int row, int rows) implements BandAction {}
}
