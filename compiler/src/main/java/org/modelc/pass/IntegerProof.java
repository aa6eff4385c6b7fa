package org.modelc.pass;

import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.op.OpException;
import org.modelc.problem.Problems;

/** Proves for every operator of a quantised graph that its integers fit their widths, whatever the inputs. */
public final class IntegerProof {
  private IntegerProof() {}

  /** Adds a problem (E305, E304) for each node whose integers may not fit. */
  public static void check(Graph graph, Problems problems) {
    for (Node node : graph.nodes()) {
      try {
        node.op().requireIntegersFit(node);
      } catch (OpException e) {
        problems.add(e.code(), "node \"" + node.name() + "\"", e.getMessage());
      }
    }
  }
}
