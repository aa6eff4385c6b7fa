package org.modelc.pass;

import java.util.List;
import java.util.function.UnaryOperator;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;

/** Exchanges values of a graph. */
final class GraphEdges {
  private GraphEdges() {}

  /** The graph with {@code input}, the only thing that {@code converted} are made of, of another type and in the place of all of them. */
  static Graph replaceInput(Graph graph, Value input, List<Value> converted, Value replacement) {
    Graph substituted = substitute(graph, value -> converted.contains(value) ? replacement : value);
    List<Value> inputs = graph.inputs().stream().map(value -> value == input ? replacement : value).toList();
    return DeadCode.remove(new Graph(graph.name(), inputs, substituted.outputs(), substituted.nodes()));
  }

  /** The graph with other outputs, which take the names of the old ones. */
  static Graph replaceOutputs(Graph graph, UnaryOperator<Value> replacement) {
    List<Value> outputs = graph.outputs().stream().map(replacement).toList();
    List<String> names = graph.outputs().stream().map(Value::name).toList();
    return OutputNames.restore(DeadCode.remove(new Graph(graph.name(), graph.inputs(), outputs, graph.nodes())), names);
  }

  /** Every value exchanged where it is read; producers stay. */
  private static Graph substitute(Graph graph, UnaryOperator<Value> substitution) {
    List<Node> nodes = graph.nodes().stream()
        .map(node -> new Node(node.name(), node.op(), node.inputs().stream().map(substitution).toList(), node.outputs()))
        .toList();
    return new Graph(graph.name(), graph.inputs(), graph.outputs().stream().map(substitution).toList(), nodes);
  }
}
