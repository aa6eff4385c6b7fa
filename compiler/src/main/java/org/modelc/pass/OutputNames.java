package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;

/** Gives graph outputs back the names that the user knows, after other values took their place. */
public final class OutputNames {
  private OutputNames() {}

  /**
   * The graph with output {@code i} named {@code wanted.get(i)}; an inner value that has this name takes the output's in exchange. Outputs
   * that are graph inputs or constants stay as they are, as does the second of two that are the same value.
   */
  public static Graph restore(Graph graph, List<String> wanted) {
    Graph current = graph;
    for (int i = 0; i < wanted.size(); i++) {
      Value output = current.outputs().get(i);
      boolean isFirst = current.outputs().indexOf(output) == i;
      if (isFirst && current.producer(output).isPresent() && !output.name().equals(wanted.get(i))) {
        current = rename(current, output, wanted.get(i));
      }
    }
    return current;
  }

  private static Graph rename(Graph graph, Value value, String name) {
    Optional<Value> holder =
        graph.nodes().stream().flatMap(node -> node.outputs().stream()).filter(other -> other.name().equals(name)).findAny();
    Graph freed = holder.map(other -> substitute(graph, other, Value.variable(value.name(), other.type()))).orElse(graph);
    return substitute(freed, value, Value.variable(name, value.type()));
  }

  private static Graph substitute(Graph graph, Value old, Value replacement) {
    List<Node> nodes = graph.nodes().stream()
        .map(node -> new Node(
            node.name(), node.op(), substitute(node.inputs(), old, replacement), substitute(node.outputs(), old, replacement)))
        .toList();
    return new Graph(graph.name(), graph.inputs(), substitute(graph.outputs(), old, replacement), nodes);
  }

  private static List<Value> substitute(List<Value> values, Value old, Value replacement) {
    return values.stream().map(value -> value == old ? replacement : value).toList();
  }
}
