package org.modelc.report;

import java.util.List;
import java.util.stream.Stream;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.op.Dequantise;
import org.modelc.op.QuantRule;
import org.modelc.op.Quantise;

/** The nodes of a graph that compute with floats. Conversions at the edges do not count, nor does what only moves elements. */
public final class FloatLayers {
  private FloatLayers() {}

  public static List<Node> of(Graph graph) {
    return graph.nodes().stream().filter(FloatLayers::computesInFloats).toList();
  }

  /** The same where other nodes compute with integers; none in a float graph. */
  static List<Node> amongIntegers(Graph graph) {
    boolean integers = graph.nodes().stream().flatMap(node -> node.outputs().stream()).anyMatch(value -> value.type().isQuantised());
    return integers ? of(graph) : List.of();
  }

  private static boolean computesInFloats(Node node) {
    boolean conversion = node.op() instanceof Quantise || node.op() instanceof Dequantise;
    boolean float32 = Stream.concat(node.inputs().stream().filter(input -> !input.isConstant()), node.outputs().stream())
        .anyMatch(value -> value.type().dtype().isFloat());
    boolean moves = node.op().quantRule().kind() == QuantRule.Kind.SAME_AS_INPUT;
    return float32 && !conversion && !moves;
  }
}
