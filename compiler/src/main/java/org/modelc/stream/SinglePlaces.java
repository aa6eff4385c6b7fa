package org.modelc.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.UniqueNames;
import org.modelc.ir.Value;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.Reshape;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;

/**
 * Convolutions whose window covers all of their input, as most do that make one new row of a one-dimensional network, become matrix products: kernels
 * for convolutions work on several places at once.
 */
final class SinglePlaces {
  private final UniqueNames names = new UniqueNames();
  private final List<Node> nodes = new ArrayList<>();

  private SinglePlaces(Graph graph) {
    Stream<Value> computed = graph.nodes().stream().flatMap(node -> node.outputs().stream());
    Stream.of(graph.inputs().stream(), graph.constants().stream(), computed).flatMap(values -> values).map(Value::name).forEach(names::take);
    graph.nodes().stream().map(Node::name).forEach(names::take);
  }

  static Graph asProducts(Graph graph) {
    SinglePlaces places = new SinglePlaces(graph);
    graph.nodes().forEach(places::add);
    return new Graph(graph.name(), graph.inputs(), graph.outputs(), places.nodes);
  }

  private void add(Node node) {
    if (node.op() instanceof Conv conv && coversItsInput(conv, node)) {
      addProduct(conv, node);
    } else {
      nodes.add(node);
    }
  }

  private static boolean coversItsInput(Conv conv, Node node) {
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    Window window = conv.window();
    return conv.groups() == 1 && input.dim(0) == 1 && !window.isPadded()
        && window.kernelHeight() == input.dim(1) && window.kernelWidth() == input.dim(2);
  }

  private void addProduct(Conv conv, Node node) {
    Value input = node.input(WeightedOp.ACTIVATIONS);
    Tensor weights = node.input(WeightedOp.WEIGHTS).requireConstant();
    int filters = weights.type().shape().dim(0);
    Value row = reshaped(input, Shape.of(1, input.shape().elements()));
    Shape matrix = Shape.of(filters, row.shape().dim(1));
    Value flatWeights = Value.constant(names.take(node.input(WeightedOp.WEIGHTS).name() + "_matrix"), weights.withType(weights.type().withShape(matrix)));
    Value product = Value.variable(names.take(node.output().name() + "_row"), node.output().type().withShape(Shape.of(1, filters)));
    nodes.add(new Node(node.name(), new Dense(conv.clamp()), List.of(row, flatWeights, node.input(WeightedOp.BIAS)), List.of(product)));
    Shape shape = node.output().shape();
    nodes.add(new Node(names.take(node.name() + "_map"), new Reshape(shape), List.of(product), node.outputs()));
  }

  private Value reshaped(Value value, Shape shape) {
    Value view = Value.variable(names.take(value.name() + "_flat"), value.type().withShape(shape));
    nodes.add(new Node(names.take(view.name() + "_view"), new Reshape(shape), List.of(value), List.of(view)));
    return view;
  }
}
