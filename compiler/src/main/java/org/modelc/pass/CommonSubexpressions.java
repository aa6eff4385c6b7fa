package org.modelc.pass;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.ir.Graph;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Op;

/** Computes once what several nodes compute from the same values. */
final class CommonSubexpressions implements Pass {
  @Override
  public Graph run(Graph graph, PassOptions options) {
    Map<Expression, Value> seen = new HashMap<>();
    return Rewriter.rewrite(graph, match -> rewrite(match, seen));
  }

  private static Optional<List<Value>> rewrite(Rewriter.Match match, Map<Expression, Value> seen) {
    if (match.node().outputs().size() != 1) {
      return Optional.empty();
    }
    Expression expression = new Expression(match.node().op(), match.inputs(), match.outputType());
    if (seen.containsKey(expression)) {
      return match.forwardTo(seen.get(expression));
    }
    List<Value> kept = match.keep();
    seen.put(expression, kept.get(0));
    return Optional.of(kept);
  }

  /** Values compare by identity. */
  private record Expression(Op op, List<Value> inputs, TensorType type) {}
}
