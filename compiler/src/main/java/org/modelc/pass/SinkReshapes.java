package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Reshape;

/** Moves Reshapes below element-wise operators, so that these stand next to the convolution that may absorb them. */
final class SinkReshapes implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    if (match.as(Binary.class).isPresent()) {
      return IntStream.range(0, 2).mapToObj(index -> belowBinary(match, index)).flatMap(Optional::stream).findFirst();
    }
    if (!Elementwise.contains(match.node().op())) {
      return Optional.empty();
    }
    return reshape(match, 0).flatMap(reshape -> below(match, List.of(reshape.input(0)), reshape.input(0).shape()));
  }

  private static Optional<Node> reshape(Rewriter.Match match, int index) {
    return match.producer(index).filter(node -> node.op() instanceof Reshape);
  }

  private static Optional<List<Value>> belowBinary(Rewriter.Match match, int index) {
    Optional<Node> reshape = reshape(match, index).filter(node -> node.output().shape().equals(match.outputShape()));
    if (reshape.isEmpty()) {
      return Optional.empty();
    }
    Value source = reshape.get().input(0);
    Optional<Value> other = ReshapeBlocks.of(match.outputShape(), source.shape())
        .flatMap(blocks -> Operand.beforeReshape(match, match.input(1 - index), blocks));
    return other.flatMap(operand -> below(match, index == 0 ? List.of(source, operand) : List.of(operand, source), source.shape()));
  }

  private static Optional<List<Value>> below(Rewriter.Match match, List<Value> inputs, Shape shape) {
    String name = match.node().name();
    TensorType type = match.outputType().withShape(shape);
    Value result = match.emitTyped(name, match.outputName(), match.node().op(), inputs, type);
    return match.replaceBy(
        match.emit(name + "_reshape", match.outputName() + "_reshape", new Reshape(match.outputShape()), result));
  }
}
