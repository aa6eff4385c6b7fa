package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Quantise;
import org.modelc.op.Requantise;

/** A Quantise of what was just dequantised does nothing where the types agree, and is a Requantise where they differ. */
final class MergeQuantise implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    return match.as(Quantise.class)
        .flatMap(quantise -> Dequantised.source(match, match.input(0)))
        .flatMap(source -> merge(match, source));
  }

  private static Optional<List<Value>> merge(Rewriter.Match match, Value source) {
    TensorType type = match.outputType();
    if (source.type().equals(type)) {
      return match.forwardTo(source);
    }
    return Requantise.isPossible(source.type(), type)
        ? match.replaceBy(match.emit(match.node().name(), match.outputName(), new Requantise(type.dtype(), type.requireQuant()), source))
        : Optional.empty();
  }
}
