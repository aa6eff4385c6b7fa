package org.modelc.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.ir.UniqueNames;
import org.modelc.ir.Value;
import org.modelc.op.Dequantise;
import org.modelc.op.Op;
import org.modelc.op.Quantise;
import org.modelc.op.Requantise;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;

/**
 * Makes the outputs that become states fit the inputs that hold them: of the same type, and computed, so that none of them is an input whose
 * memory another state takes over.
 */
public final class StateTypes {
  private final Graph graph;
  private final UniqueNames names = new UniqueNames();
  private final List<Node> nodes;
  private final List<Value> outputs;

  private StateTypes(Graph graph) {
    this.graph = graph;
    this.nodes = new ArrayList<>(graph.nodes());
    this.outputs = new ArrayList<>(graph.outputs());
    graph.inputs().forEach(value -> names.take(value.name()));
    graph.constants().forEach(value -> names.take(value.name()));
    graph.nodes().forEach(node -> {
      names.take(node.name());
      node.outputs().forEach(value -> names.take(value.name()));
    });
  }

  /** @param graph as it is to be compiled */
  public static Graph aligned(Graph graph, States states) {
    StateTypes types = new StateTypes(graph);
    states.pairs().forEach(types::align);
    return types.nodes.size() == graph.nodes().size()
        ? graph
        : new Graph(graph.name(), graph.inputs(), types.outputs, types.nodes);
  }

  private void align(States.Pair pair) {
    TensorType wanted = graph.inputs().get(pair.input()).type();
    Value output = outputs.get(pair.output());
    if (!output.type().equals(wanted)) {
      outputs.set(pair.output(), converted(output, wanted));
    } else if (graph.producer(root(output)).isEmpty()) {
      Shape shape = wanted.shape();
      Op copy = new Slice(Collections.nCopies(shape.rank(), 0), Collections.nCopies(shape.rank(), 1), shape);
      outputs.set(pair.output(), append(copy, output, wanted));
    }
  }

  /** The value whose elements {@code value} shows. */
  private Value root(Value value) {
    return graph.producer(value).filter(node -> node.op() instanceof Reshape).map(node -> root(node.input(0))).orElse(value);
  }

  private Value converted(Value output, TensorType wanted) {
    if (!wanted.isQuantised()) {
      return append(new Dequantise(), output, wanted);
    }
    Op op = output.type().isQuantised()
        ? new Requantise(wanted.dtype(), wanted.requireQuant())
        : new Quantise(wanted.dtype(), wanted.requireQuant());
    return append(op, output, wanted);
  }

  private Value append(Op op, Value source, TensorType type) {
    Value result = Value.variable(names.take(source.name() + "_state"), type);
    nodes.add(new Node(names.take(result.name()), op, List.of(source), List.of(result)));
    return result;
  }
}
