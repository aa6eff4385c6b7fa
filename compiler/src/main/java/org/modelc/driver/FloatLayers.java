package org.modelc.driver;

import java.util.List;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.op.Dequantise;
import org.modelc.op.QuantRule;
import org.modelc.op.Quantise;

/** The nodes of a graph that compute with floats. Conversions at the edges do not count, nor does what only moves elements. */
final class FloatLayers {
  private FloatLayers() {}

  static List<Node> of(Graph graph) {
    return graph.nodes().stream().filter(FloatLayers::computesInFloats).toList();
  }

  private static boolean computesInFloats(Node node) {
    boolean conversion = node.op() instanceof Quantise || node.op() instanceof Dequantise;
    boolean float32 = node.outputTypes().stream().anyMatch(type -> type.dtype().isFloat());
    boolean moves = node.op().quantRule().kind() == QuantRule.Kind.SAME_AS_INPUT;
    return float32 && !conversion && !moves;
  }
}
