package org.modelc.pass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.Pad;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;
import org.modelc.op.WeightedOp;

/**
 * Brings a Pad or Binary one step nearer to the convolution, matrix product or pool that may absorb it, where Transposes and Reshapes stand
 * between them.
 */
final class ExposeFoldable implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    if (!mayAbsorb(match.node().op())) {
      return Optional.empty();
    }
    List<Node> views = views(match);
    return views.isEmpty()
        ? Optional.empty()
        : match.soleProducer(views.get(0).input(0))
            .filter(producer -> isFoldable(producer.op(), match.node().op()))
            .flatMap(producer -> ViewSwap.above(match, producer, views.get(0)))
            .map(swapped -> match.emitOver(repeat(match, views.subList(1, views.size()), swapped), match.node().op()));
  }

  private static boolean mayAbsorb(Op op) {
    return op instanceof WeightedOp || op instanceof MaxPool || op instanceof AveragePool;
  }

  private static boolean isFoldable(Op producer, Op reader) {
    boolean isLinear = producer instanceof Binary binary && binary.clamp().isNone() && ScaleShift.KINDS.contains(binary.kind());
    return producer instanceof Pad || isLinear && reader instanceof WeightedOp;
  }

  /** The views, each read by the next alone and the last by the node in hand, that lead to its first input. */
  private static List<Node> views(Rewriter.Match match) {
    List<Node> views = new ArrayList<>();
    Optional<Node> view = match.soleProducer(0).filter(ExposeFoldable::isView);
    while (view.isPresent()) {
      views.add(view.get());
      view = match.soleProducer(view.get().input(0)).filter(ExposeFoldable::isView);
    }
    Collections.reverse(views);
    return views;
  }

  private static boolean isView(Node node) {
    return node.op() instanceof Transpose || node.op() instanceof Reshape;
  }

  /** {@code views} of another value. */
  private static Value repeat(Rewriter.Match match, List<Node> views, Value value) {
    Value result = value;
    for (Node view : views) {
      match.absorb(view);
      result = match.emit(view.name(), view.output().name(), view.op(), result);
    }
    return result;
  }
}
