package org.modelc.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.QuantRule;

/**
 * Operators whose result is no real number (an index, a truth value) read quantised integers themselves: dequantising does not change their order.
 * A constant joins in if one integer stands for it exactly.
 */
final class ReadIntegers implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    Node node = match.node();
    if (node.op().quantRule().kind() != QuantRule.Kind.INTEGER) {
      return Optional.empty();
    }
    return dtype(match).flatMap(dtype -> integers(match, dtype))
        .map(operands -> List.of(match.emitTyped(node.name(), match.outputName(), node.op(), operands, match.outputType())));
  }

  /** The element type of the first dequantised operand. */
  private static Optional<DType> dtype(Rewriter.Match match) {
    return match.inputs().stream().flatMap(input -> Dequantised.source(match, input).stream())
        .filter(Dequantised::isActivation).map(source -> source.type().dtype()).findFirst();
  }

  private static Optional<List<Value>> integers(Rewriter.Match match, DType dtype) {
    List<Value> operands = new ArrayList<>();
    for (Value input : match.inputs()) {
      IntegerOperand.of(match, input, dtype).filter(integer -> integer.type().dtype() == dtype).ifPresent(operands::add);
    }
    return operands.size() == match.inputs().size() ? Optional.of(operands) : Optional.empty();
  }
}
