package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.Op;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;

/** Makes one node of two Reshapes, or of two Transposes, that follow each other. */
final class MergeViews implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    Optional<Node> first = match.inputs().isEmpty() ? Optional.empty() : match.producer(0);
    Optional<Op> merged = first.flatMap(producer -> merge(producer.op(), match.node().op()));
    return merged.flatMap(op -> match.replaceBy(match.emit(match.node().name(), match.outputName(), op, first.get().input(0))));
  }

  private static Optional<Op> merge(Op first, Op second) {
    if (first instanceof Reshape && second instanceof Reshape) {
      return Optional.of(second);
    } else if (first instanceof Transpose before && second instanceof Transpose after) {
      return Optional.of(new Transpose(new Permutation(before.perm()).then(new Permutation(after.perm())).axes()));
    } else {
      return Optional.empty();
    }
  }
}
