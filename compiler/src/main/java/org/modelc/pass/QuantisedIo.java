package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.Dequantise;
import org.modelc.op.Quantise;

/**
 * Float inputs that are only quantised, and outputs that are dequantised at the end, become quantised themselves, unless {@link
 * PassOptions#floatIo}: the firmware mostly has integers, and uses integers.
 */
final class QuantisedIo implements Pass {
  @Override
  public Graph run(Graph graph, PassOptions options) {
    Predicate<Value> isWanted = value -> !options.floatIo() || options.states().contains(value.name());
    Graph current = graph;
    for (Value input : graph.inputs().stream().filter(isWanted).toList()) {
      current = quantisedInput(current, input);
    }
    Graph withInputs = current;
    return GraphEdges.replaceOutputs(
        withInputs, output -> Optional.of(output).filter(isWanted).flatMap(value -> quantisedOutput(withInputs, value)).orElse(output));
  }

  private static Graph quantisedInput(Graph graph, Value input) {
    List<Node> consumers = graph.consumers(input);
    boolean quantisedAlike = !consumers.isEmpty()
        && !graph.isOutput(input)
        && consumers.get(0).op() instanceof Quantise
        && consumers.stream().allMatch(consumer -> consumer.op().equals(consumers.get(0).op()));
    return quantisedAlike
        ? GraphEdges.replaceInput(graph, input, consumers.stream().map(Node::output).toList(),
            Value.variable(input.name(), consumers.get(0).output().type()))
        : graph;
  }

  /** The computed value that a graph output is the Dequantise of. */
  private static Optional<Value> quantisedOutput(Graph graph, Value output) {
    return graph.producer(output)
        .filter(node -> node.op() instanceof Dequantise)
        .map(node -> node.input(0))
        .filter(source -> graph.producer(source).isPresent() && !graph.isOutput(source));
  }
}
