package org.modelc.pass;

import java.util.List;
import java.util.stream.Stream;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.Feed;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** With {@link PassOptions#rowInput}: puts a {@link Feed} behind the only input, a map [1,H,W,C] whose readers can work row by row. */
final class RowInput implements Pass {
  @Override
  public Graph run(Graph graph, PassOptions options) {
    return options.rowInput() ? fed(graph) : graph;
  }

  private static Graph fed(Graph graph) {
    if (graph.inputs().size() != 1) {
      throw impossible(graph, "there are " + graph.inputs().size() + " inputs.");
    }
    Value input = graph.inputs().get(0);
    graph.consumers(input).stream()
        .filter(reader -> reader.op().rowWindow(reader).isEmpty())
        .findFirst()
        .ifPresent(reader -> {
          throw impossible(graph, "node \"" + reader.name() + "\" (" + reader.op().name() + ") reads " + input.type() + " as a whole.");
        });
    Value rows = Value.variable(input.name() + "_rows", input.type());
    Stream<Node> readers = graph.nodes().stream().map(node -> reading(node, input, rows));
    Node feed = new Node(rows.name(), new Feed(), List.of(input), List.of(rows));
    return new Graph(graph.name(), graph.inputs(), graph.outputs(), Stream.concat(Stream.of(feed), readers).toList());
  }

  private static Node reading(Node node, Value input, Value rows) {
    return new Node(node.name(), node.op(), node.inputs().stream().map(value -> value == input ? rows : value).toList(), node.outputs());
  }

  private static ProblemException impossible(Graph graph, String cause) {
    return new ProblemException(Code.E406, "network \"" + graph.name() + "\"", "Its input cannot be handed over in rows: " + cause);
  }
}
