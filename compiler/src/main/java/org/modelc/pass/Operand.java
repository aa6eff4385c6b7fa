package org.modelc.pass;

import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;

/** Brings the other operand of a Binary or Concat into the order of axes, or the shape, that one operand has before a view of it. */
final class Operand {
  private Operand() {}

  /**
   * What {@code value} is before it is permuted by {@code permutation}, if this can be had for nothing: the input of such a Transpose, a
   * permuted constant, or a Reshape where only axes of size 1 move.
   *
   * @param value broadcast to the permutation's rank
   */
  static Optional<Value> beforeTranspose(Rewriter.Match match, Value value, Permutation permutation) {
    Optional<Node> producer = match.out().producer(value);
    Optional<Transpose> transpose = producer.flatMap(node -> node.as(Transpose.class));
    if (transpose.isPresent() && transpose.get().perm().equals(permutation.axes())) {
      return Optional.of(producer.get().input(0));
    }
    if (value.type().elements() == 1) {
      return Optional.of(value);
    }
    Permutation inverse = permutation.inverse();
    Shape aligned = value.shape().alignedTo(permutation.rank());
    if (value.isConstant()) {
      Tensor permuted = Folding.apply(new Transpose(inverse.axes()), Folding.apply(new Reshape(aligned), value.requireConstant()));
      return Optional.of(match.out().constant(value.name(), permuted));
    }
    return inverse.movesOnlyOnes(aligned)
        ? Optional.of(match.emit(value.name(), value.name(), new Reshape(aligned.permute(inverse.axes())), value))
        : Optional.empty();
  }

  /**
   * What {@code value} is before it is reshaped as {@code blocks} say in reverse: from the blocks' new shape to their old one. Only
   * constants and the results of such a Reshape have an answer.
   */
  static Optional<Value> beforeReshape(Rewriter.Match match, Value value, ReshapeBlocks blocks) {
    Optional<Node> producer = match.out().producer(value).filter(node -> node.op() instanceof Reshape);
    if (producer.isPresent() && producer.get().input(0).shape().equals(blocks.to())) {
      return Optional.of(producer.get().input(0));
    }
    if (!value.isConstant()) {
      return Optional.empty();
    }
    return blocks.broadcast(value.shape())
        .map(shape -> match.out().constant(value.name(), Folding.apply(new Reshape(shape), value.requireConstant())));
  }
}
