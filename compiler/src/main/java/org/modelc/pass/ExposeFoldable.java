package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.Pad;
import org.modelc.op.WeightedOp;

/** Brings a Pad or Binary next to the convolution, matrix product or pool that may absorb it, where a view stands between them. */
final class ExposeFoldable implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    if (!mayAbsorb(match.node().op())) {
      return Optional.empty();
    }
    Optional<Node> view = match.soleProducer(0).filter(node -> node.inputs().size() == 1);
    Optional<Node> producer = view.flatMap(node -> match.soleProducer(node.input(0)));
    return producer
        .filter(node -> node.op() instanceof Pad || isLinear(node.op()) && match.node().op() instanceof WeightedOp)
        .flatMap(node -> ViewSwap.above(match, node, view.get()))
        .map(swapped -> match.emitOver(swapped, match.node().op()));
  }

  private static boolean isLinear(Op op) {
    return op instanceof Binary binary && binary.clamp().isNone() && ScaleShift.KINDS.contains(binary.kind());
  }

  private static boolean mayAbsorb(Op op) {
    return op instanceof WeightedOp || op instanceof MaxPool || op instanceof AveragePool;
  }
}
