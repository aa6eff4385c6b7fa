package org.modelc.training.loop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;

/** Puts other numbers into a graph. */
public final class GraphConstants {
  private final Map<Value, Value> current = new HashMap<>();
  private final Map<Value, Tensor> replacements;
  private final GraphBuilder out;

  private GraphConstants(Graph graph, Map<Value, Tensor> replacements) {
    this.replacements = replacements;
    this.out = new GraphBuilder(graph.name());
  }

  /** The same graph, names included, with other tensors of the same shapes (and perhaps another storage of the numbers) as the constants {@code replacements}. */
  public static Graph replace(Graph graph, Map<Value, Tensor> replacements) {
    return new GraphConstants(graph, replacements).rebuild(graph);
  }

  private Graph rebuild(Graph graph) {
    graph.inputs().forEach(input -> current.put(input, out.input(input.name(), input.type())));
    graph.constants().forEach(constant -> current.put(constant, replaced(constant)));
    graph.nodes().forEach(this::add);
    graph.outputs().forEach(output -> out.output(current.get(output)));
    return out.build();
  }

  private Value replaced(Value constant) {
    Value value = replacements.containsKey(constant) ? Value.constant(constant.name(), replacements.get(constant)) : constant;
    out.adopt(value);
    return value;
  }

  private void add(Node node) {
    List<Value> inputs = node.inputs().stream().map(current::get).toList();
    List<String> names = node.outputs().stream().map(Value::name).toList();
    List<Value> results = out.addTyped(node.name(), node.op(), inputs, names, node.outputTypes());
    for (int i = 0; i < results.size(); i++) {
      current.put(node.outputs().get(i), results.get(i));
    }
  }
}
