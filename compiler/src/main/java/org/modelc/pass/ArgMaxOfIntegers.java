package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.Value;
import org.modelc.op.QuantRule;

/** Operators whose result is an index read quantised integers themselves: dequantising does not change their order. */
final class ArgMaxOfIntegers implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    if (match.node().op().quantRule().kind() != QuantRule.Kind.INTEGER) {
      return Optional.empty();
    }
    return Dequantised.source(match, match.input(0))
        .filter(Dequantised::isActivation)
        .map(source -> match.emitOver(source, match.node().op()));
  }
}
