package org.modelc.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;

/**
 * Computes nodes whose inputs are all constant. A result that is large and larger than what it comes from is left to run time: it would
 * cost more flash than the code that makes it.
 */
final class ConstantFolding implements RulePass {
  private static final int ALWAYS_FOLDED_BYTES = 4096;

  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    if (!match.inputs().stream().allMatch(Value::isConstant) || !isWorthwhile(match)) {
      return Optional.empty();
    }
    Node node = match.node();
    List<Tensor> results = node.op().evaluate(match.inputs().stream().map(Value::requireConstant).toList(), node.outputTypes());
    List<Value> constants = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      constants.add(match.out().constant(match.outputNames().get(i), results.get(i)));
    }
    return Optional.of(constants);
  }

  private static boolean isWorthwhile(Rewriter.Match match) {
    long inputBytes = match.inputs().stream().mapToLong(input -> input.type().bytes()).sum();
    long outputBytes = match.node().outputTypes().stream().mapToLong(type -> type.bytes()).sum();
    return outputBytes <= Math.max(ALWAYS_FOLDED_BYTES, inputBytes);
  }
}
