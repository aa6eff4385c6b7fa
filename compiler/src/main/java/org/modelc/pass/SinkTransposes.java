package org.modelc.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Concat;
import org.modelc.op.Normalise;
import org.modelc.op.Op;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;

/**
 * Moves Transposes below the nodes that read them, towards the outputs, where they meet their inverses.
 *
 * <p>A Transpose with several readers moves below each of them; {@link Layout} decides whether that pays.
 */
final class SinkTransposes implements RulePass {
  private final boolean soleReaders;
  private final Set<String> joined;

  SinkTransposes() {
    this(false, Set.of());
  }

  /**
   * @param soleReaders whether only a Transpose with a single reader moves
   * @param joined names of Binary and Concat nodes with a Transpose on some operands whose other operands get the inverse Transpose
   */
  SinkTransposes(boolean soleReaders, Set<String> joined) {
    this.soleReaders = soleReaders;
    this.joined = joined;
  }

  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    Op op = match.node().op();
    if (op instanceof Binary || op instanceof Concat || op instanceof Normalise) {
      return IntStream.range(0, match.inputs().size())
          .mapToObj(index -> belowSeveral(match, index))
          .flatMap(Optional::stream)
          .findFirst();
    }
    Optional<Node> transpose = match.inputs().isEmpty() ? Optional.empty() : transpose(match, 0);
    return transpose.flatMap(node -> {
      Permutation front = permutation(node);
      return op instanceof Reshape reshape
          ? belowReshape(match, node, front, reshape)
          : Commuted.of(match.node(), front).flatMap(commuted -> below(match, commuted, data(match, node.input(0))));
    });
  }

  private Optional<Node> transpose(Rewriter.Match match, int index) {
    Optional<Node> producer = soleReaders ? match.soleProducer(index) : match.producer(index);
    return producer.filter(node -> node.op() instanceof Transpose);
  }

  private static Permutation permutation(Node transpose) {
    return new Permutation(transpose.as(Transpose.class).orElseThrow().perm());
  }

  /** The node's inputs with {@code first} in the place of the first. */
  private static List<Value> data(Rewriter.Match match, Value first) {
    List<Value> inputs = new ArrayList<>(match.inputs());
    inputs.set(0, first);
    return inputs;
  }

  /** The operator on what the Transposes read, and one Transpose behind it. */
  private static Optional<List<Value>> below(Rewriter.Match match, Commuted commuted, List<Value> inputs) {
    String name = match.node().name();
    TensorType type = match.outputType().withShape(commuted.behind().inputShape(match.outputShape()));
    Value result = match.emitTyped(name, match.outputName(), commuted.op(), inputs, type);
    return match.replaceBy(
        match.emit(name + "_transpose", match.outputName() + "_transpose", new Transpose(commuted.behind().axes()), result));
  }

  /** A node with several inputs along the same axes, all of which must have, or get, the permutation of input {@code index}. */
  private Optional<List<Value>> belowSeveral(Rewriter.Match match, int index) {
    Optional<Permutation> front = transpose(match, index)
        .filter(node -> node.output().shape().rank() == match.outputShape().rank())
        .map(SinkTransposes::permutation);
    if (front.isEmpty()) {
      return Optional.empty();
    }
    List<Value> operands = new ArrayList<>();
    for (Value input : match.inputs()) {
      Optional<Value> before = Operand.beforeTranspose(match, input, front.get());
      if (before.isEmpty() && joined.contains(match.node().name())) {
        before = Optional.of(match.emit(input.name(), input.name(), new Transpose(front.get().inverse().axes()), input));
      }
      before.ifPresent(operands::add);
    }
    if (operands.size() < match.inputs().size()) {
      return Optional.empty();
    }
    Op op = before(match.node().op(), front.get());
    return accepts(op, operands) ? below(match, new Commuted(op, front.get()), operands) : Optional.empty();
  }

  /** The operator over operands that are not permuted yet. */
  private static Op before(Op op, Permutation front) {
    if (op instanceof Concat concat) {
      return new Concat(front.source(concat.axis()));
    }
    return op instanceof Normalise normalise
        ? new Normalise(normalise.axes().stream().map(front::source).toList(), normalise.epsilon(), normalise.centred())
        : op;
  }

  /** Axes that follow each other may be apart before they are permuted. */
  private static boolean accepts(Op op, List<Value> operands) {
    try {
      op.infer(operands.stream().map(Value::type).toList());
      return true;
    } catch (OpException e) {
      return false;
    }
  }

  /** A Reshape that does not tear apart or join axes which the Transpose moves apart. */
  private static Optional<List<Value>> belowReshape(Rewriter.Match match, Node transpose, Permutation front, Reshape reshape) {
    Value source = transpose.input(0);
    return ReshapeBlocks.of(match.input(0).shape(), reshape.shape())
        .flatMap(blocks -> behind(blocks, front))
        .flatMap(behind -> below(match, new Commuted(new Reshape(behind.inputShape(reshape.shape())), behind), List.of(source)));
  }

  /**
   * The permutation of the reshaped tensor: blocks move as their axes do, axes of size 1 stay. Empty if the axes of a block do not follow
   * each other in the source.
   */
  private static Optional<Permutation> behind(ReshapeBlocks blocks, Permutation front) {
    List<ReshapeBlocks.Block> inSourceOrder = blocks.blocks().stream()
        .sorted(Comparator.comparing(block -> front.source(block.from().get(0))))
        .toList();
    List<Integer> sourceAxes = inSourceOrder.stream().flatMap(block -> block.from().stream()).map(front::source).toList();
    if (!sourceAxes.equals(sourceAxes.stream().sorted().toList())) {
      return Optional.empty();
    }
    List<Integer> moved = inSourceOrder.stream().flatMap(block -> block.to().stream()).toList();
    List<Integer> slots = moved.stream().sorted().toList();
    Integer[] axes = IntStream.range(0, blocks.to().rank()).boxed().toArray(Integer[]::new);
    IntStream.range(0, moved.size()).forEach(i -> axes[moved.get(i)] = slots.get(i));
    return Optional.of(new Permutation(Arrays.asList(axes)));
  }
}
