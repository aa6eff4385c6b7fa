package org.modelc.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.Op;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;

/**
 * With {@link PassOptions#channelsLastIo}: graph inputs that are only transposed to channels-last layout, and outputs that are transposed
 * from it at the end, become channels-last themselves.
 */
final class ChannelsLastIo implements Pass {
  private static final List<Permutation> TO_CHANNELS_LAST =
      List.of(new Permutation(List.of(0, 2, 1)), new Permutation(List.of(0, 2, 3, 1)));

  @Override
  public Graph run(Graph graph, PassOptions options) {
    if (!options.channelsLastIo()) {
      return graph;
    }
    Graph current = Rewriter.rewriteFully(graph, ChannelsLastIo::hoist);
    Predicate<Value> isSeen = value -> !options.states().contains(value.name());
    for (Value input : current.inputs().stream().filter(isSeen).toList()) {
      current = channelsLastInput(current, input);
    }
    Graph withInputs = current;
    return GraphEdges.replaceOutputs(
        withInputs, output -> Optional.of(output).filter(isSeen).flatMap(value -> channelsLastOutput(withInputs, value)).orElse(output));
  }

  /** Moves a Transpose above what computes its input, if that leads up to a graph input. */
  private static Optional<List<Value>> hoist(Rewriter.Match match) {
    Optional<Node> producer = match.as(Transpose.class).flatMap(transpose -> match.soleProducer(0));
    return producer
        .filter(node -> comesFromInput(match, node))
        .flatMap(node -> node.op() instanceof Reshape ? aboveReshape(match, node) : ViewSwap.above(match, node, match.node()))
        .map(List::of);
  }

  /**
   * Above a Reshape that only adds or drops axes of size 1, as one-dimensional convolutions have: the other axes of its input take the order
   * that they have in the result.
   */
  private static Optional<Value> aboveReshape(Rewriter.Match match, Node reshape) {
    Value source = reshape.input(0);
    List<Integer> from = significantAxes(source.shape());
    List<Integer> through = significantAxes(reshape.output().shape());
    if (!dims(source.shape(), from).equals(dims(reshape.output().shape(), through))) {
      return Optional.empty();
    }
    Transpose transpose = (Transpose) match.node().op();
    List<Integer> order = transpose.perm().stream().filter(through::contains).map(axis -> from.get(through.indexOf(axis))).toList();
    List<Integer> perm = new ArrayList<>(IntStream.range(0, source.shape().rank()).boxed().toList());
    IntStream.range(0, from.size()).forEach(i -> perm.set(from.get(i), order.get(i)));
    match.absorb(reshape);
    Value moved = match.emit(match.node().name(), reshape.output().name(), new Transpose(perm), source);
    return Optional.of(match.emit(reshape.name(), match.node().output().name(), new Reshape(match.node().output().shape()), moved));
  }

  private static List<Integer> significantAxes(Shape shape) {
    return IntStream.range(0, shape.rank()).filter(axis -> shape.dim(axis) != 1).boxed().toList();
  }

  private static List<Integer> dims(Shape shape, List<Integer> axes) {
    return axes.stream().map(shape::dim).toList();
  }

  /** Whether nodes that each have one data input and one reader lead from a graph input to {@code node}. */
  private static boolean comesFromInput(Rewriter.Match match, Node node) {
    Optional<Node> current = Optional.of(node);
    while (current.isPresent()) {
      List<Value> data = current.get().inputs().stream().filter(input -> !input.isConstant()).toList();
      if (data.size() != 1) {
        return false;
      } else if (match.out().producer(data.get(0)).isEmpty()) {
        return true;
      }
      current = match.soleProducer(data.get(0));
    }
    return false;
  }

  private static Graph channelsLastInput(Graph graph, Value input) {
    List<Node> consumers = graph.consumers(input);
    boolean onlyTransposed = consumers.size() == 1
        && !graph.isOutput(input)
        && TO_CHANNELS_LAST.stream().anyMatch(permutation -> permutes(consumers.get(0).op(), input.shape(), permutation));
    return onlyTransposed
        ? GraphEdges.replaceInput(graph, input, List.of(consumers.get(0).output()),
            Value.variable(input.name(), consumers.get(0).output().type()))
        : graph;
  }

  /** The computed value that a graph output is in channels-first layout, made for nothing else. */
  private static Optional<Value> channelsLastOutput(Graph graph, Value output) {
    return graph.producer(output)
        .filter(node -> graph.consumers(output).isEmpty())
        .filter(node -> TO_CHANNELS_LAST.stream()
            .anyMatch(permutation -> permutes(node.op(), node.input(0).shape(), permutation.inverse())))
        .map(node -> node.input(0))
        .filter(source -> graph.producer(source).isPresent() && !graph.isOutput(source));
  }

  /** Whether {@code op} permutes a tensor of this shape so; a Reshape does where only axes of size 1 move. */
  private static boolean permutes(Op op, Shape shape, Permutation permutation) {
    if (shape.rank() != permutation.rank()) {
      return false;
    }
    return op instanceof Transpose transpose && transpose.perm().equals(permutation.axes())
        || op instanceof Reshape reshape
            && permutation.movesOnlyOnes(shape)
            && reshape.shape().equals(shape.permute(permutation.axes()));
  }
}
