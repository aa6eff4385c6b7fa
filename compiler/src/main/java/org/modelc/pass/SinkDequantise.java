package org.modelc.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Dequantise;

/** Moves Dequantise below operators that only move elements, so that these move bytes and the Dequantise meets what it belongs to. */
final class SinkDequantise implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    Node node = match.node();
    if (!Movement.contains(node.op())) {
      return Optional.empty();
    }
    List<Value> inputs = new ArrayList<>(match.inputs());
    for (int index = 0; index < Movement.dataInputs(node); index++) {
      Optional<Value> source = Dequantised.source(match, match.input(index));
      if (source.isEmpty()) {
        return Optional.empty();
      }
      inputs.set(index, source.get());
    }
    return haveOneQuantisation(inputs.subList(0, Movement.dataInputs(node))) ? Optional.of(below(match, inputs)) : Optional.empty();
  }

  private static boolean haveOneQuantisation(List<Value> values) {
    TensorType first = values.get(0).type();
    return first.requireQuant().isPerTensor() && values.stream().allMatch(value -> value.type().withShape(first.shape()).equals(first));
  }

  private static List<Value> below(Rewriter.Match match, List<Value> inputs) {
    String name = match.node().name();
    Value moved = match.emitTyped(
        name, match.outputName(), match.node().op(), inputs, inputs.get(0).type().withShape(match.outputShape()));
    return List.of(match.emit(name + "_dequantise", match.outputName() + "_dequantise", new Dequantise(), moved));
  }
}
