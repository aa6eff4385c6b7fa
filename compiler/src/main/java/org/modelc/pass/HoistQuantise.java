package org.modelc.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.Quantise;

/** Moves Quantise above operators that only move elements: rounding keeps their order. */
final class HoistQuantise implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    return match.as(Quantise.class)
        .filter(quantise -> quantise.quant().isPerTensor())
        .flatMap(quantise -> match.soleProducer(0)
            .filter(producer -> Movement.contains(producer.op()))
            .map(producer -> above(match, quantise, producer)));
  }

  private static List<Value> above(Rewriter.Match match, Quantise quantise, Node producer) {
    match.absorb(producer);
    List<Value> inputs = new ArrayList<>(producer.inputs());
    for (int index : Movement.dataInputs(producer)) {
      inputs.set(index, quantised(match, quantise, inputs.get(index)));
    }
    return List.of(match.emitTyped(producer.name(), match.outputName(), producer.op(), inputs, match.outputType()));
  }

  private static Value quantised(Rewriter.Match match, Quantise quantise, Value value) {
    return value.constant()
        .map(tensor -> match.out().constant(value.name(), Folding.apply(quantise, tensor.toF32())))
        .orElseGet(() -> match.emit(value.name() + "_quantise", value.name() + "_quantise", quantise, value));
  }
}
