package org.modelc.reference;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;

/** Runs a graph by the reference semantics of its operators. Stateless: safe to call from several threads. */
public final class Interpreter {
  private final Graph graph;

  public Interpreter(Graph graph) {
    this.graph = graph;
  }

  /** Outputs for these inputs, both in the graph's order; the inputs' types are the graph's. */
  public List<Tensor> run(List<Tensor> inputs) {
    return run(inputs, (value, tensor) -> {});
  }

  /** As {@link #run(List)}; {@code observer} sees every input and every node's output as it is computed. */
  public List<Tensor> run(List<Tensor> inputs, BiConsumer<Value, Tensor> observer) {
    Map<Value, Tensor> tensors = new IdentityHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      keep(graph.inputs().get(i), inputs.get(i), tensors, observer);
    }
    for (Node node : graph.nodes()) {
      List<Tensor> operands = node.inputs().stream().map(value -> read(value, tensors)).toList();
      List<Tensor> results = node.op().evaluate(operands, node.outputTypes());
      for (int i = 0; i < results.size(); i++) {
        keep(node.outputs().get(i), results.get(i), tensors, observer);
      }
    }
    return graph.outputs().stream().map(value -> read(value, tensors)).toList();
  }

  private static void keep(Value value, Tensor tensor, Map<Value, Tensor> tensors, BiConsumer<Value, Tensor> observer) {
    if (!tensor.type().equals(value.type())) {
      throw new IllegalStateException(value + " got a tensor of type " + tensor.type());
    }
    tensors.put(value, tensor);
    observer.accept(value, tensor);
  }

  private static Tensor read(Value value, Map<Value, Tensor> tensors) {
    return value.constant().orElseGet(() -> tensors.get(value));
  }
}
