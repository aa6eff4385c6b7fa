package org.modelc.kpu;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Conv;
import org.modelc.op.Op;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;

/**
 * Turns images of one column into images of one row for nodes of the KPU: the KPU has images of four columns at least and of four rows at least, but a row
 * of AI SRAM holds 64 bytes of a line. The elements lie in memory as before, so that views lead from one form to the other.
 */
final class KpuColumns {
  private static final List<Integer> PLACES = List.of(1, 2);

  private final Graph graph;
  private final GraphBuilder out;
  private final Map<Value, Value> upright = new IdentityHashMap<>();
  private final Map<Value, Value> turned = new IdentityHashMap<>();

  private KpuColumns(Graph graph) {
    this.graph = graph;
    this.out = new GraphBuilder(graph.name());
  }

  /** The graph with such images turned where a convolution of the KPU reads and makes them. Names of nodes and values stay. */
  static Graph run(Graph graph) {
    return graph.nodes().stream().anyMatch(node -> turned(node).isPresent()) ? new KpuColumns(graph).run() : graph;
  }

  private Graph run() {
    graph.inputs().forEach(input -> upright.put(input, out.input(input.name(), input.type())));
    graph.constants().forEach(constant -> upright.put(constant, constant));
    graph.nodes().forEach(this::add);
    graph.outputs().forEach(output -> out.output(upright(output)));
    return out.build();
  }

  private void add(Node node) {
    Optional<Node> convolution = turned(node);
    if (convolution.isPresent()) {
      Node conv = convolution.get();
      turn(node, conv.op(), List.of(row(node.input(0)), conv.input(WeightedOp.WEIGHTS), upright(node.input(WeightedOp.BIAS))));
    } else if (isSum(node) && turned.keySet().containsAll(node.inputs())) {
      turn(node, node.op(), node.inputs().stream().map(turned::get).toList());
    } else {
      boolean reduces = node.op() instanceof Reduce reduce && reduce.axes().equals(PLACES) && turned.containsKey(node.input(0));
      keep(node, reduces ? List.of(turned.get(node.input(0))) : node.inputs().stream().map(this::upright).toList());
    }
  }

  private static boolean isSum(Node node) {
    return node.op() instanceof Binary && node.inputs().stream().allMatch(input -> input.shape().equals(node.output().shape()));
  }

  private void turn(Node node, Op op, List<Value> inputs) {
    Value output = node.output();
    String name = graph.isOutput(output) ? output.name() + "_row" : output.name();
    turned.put(output, out.addTyped(node.name(), op, inputs, List.of(name), List.of(output.type().withShape(turned(output.shape())))).get(0));
  }

  private void keep(Node node, List<Value> inputs) {
    List<Value> results = out.addTyped(node.name(), node.op(), inputs, node.outputs().stream().map(Value::name).toList(), node.outputTypes());
    IntStream.range(0, results.size()).forEach(index -> upright.put(node.outputs().get(index), results.get(index)));
  }

  private Value upright(Value value) {
    return upright.computeIfAbsent(value, key ->
        out.add(graph.isOutput(key) ? key.name() : key.name() + "_column", new Reshape(key.shape()), turned.get(key)));
  }

  private Value row(Value value) {
    return turned.computeIfAbsent(value, key -> out.add(key.name() + "_row", new Reshape(turned(key.shape())), upright(key)));
  }

  private static Shape turned(Shape image) {
    return image.withDim(1, image.dim(2)).withDim(2, image.dim(1));
  }

  /** A convolution of columns as one of rows; empty where it is none, or the KPU does not compute it. */
  private static Optional<Node> turned(Node node) {
    if (!(node.op() instanceof Conv conv) || !isColumn(node.input(0)) || !isColumn(node.output()) || !node.input(WeightedOp.WEIGHTS).isConstant()
        || conv.window().kernelWidth() > 1) {
      return Optional.empty();
    }
    Window window = conv.window().turned();
    Value weights = node.input(WeightedOp.WEIGHTS);
    Tensor row = weights.requireConstant().withType(weights.type().withShape(turned(weights.shape())));
    Node candidate = new Node(
        node.name(), new Conv(window, conv.groups(), conv.clamp()),
        List.of(placeholder(node.input(0)), Value.constant(weights.name(), row), node.input(WeightedOp.BIAS)), List.of(placeholder(node.output())));
    return Optional.of(candidate).filter(turnedNode -> KpuConvolution.refusal(turnedNode).isEmpty());
  }

  private static boolean isColumn(Value image) {
    return KpuLimits.isImage(image.type()) && image.shape().dim(2) == 1 && image.shape().dim(1) > 1;
  }

  private static Value placeholder(Value image) {
    return Value.variable(image.name(), image.type().withShape(turned(image.shape())));
  }
}
