package org.modelc.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Dequantise;

/** Moves Dequantise below operators that only move elements, so that these move bytes and the Dequantise meets what it belongs to. */
final class SinkDequantise implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    Node node = match.node();
    if (!Movement.contains(node.op()) || roundsItsBounds(node)) {
      return Optional.empty();
    }
    List<Value> inputs = new ArrayList<>(match.inputs());
    List<Integer> data = Movement.dataInputs(node);
    for (int index : data) {
      Optional<Value> source = Dequantised.source(match, match.input(index));
      if (source.isEmpty()) {
        return Optional.empty();
      }
      inputs.set(index, source.get());
    }
    List<Value> moved = data.stream().map(inputs::get).toList();
    return haveOneQuantisation(moved) ? Optional.of(below(match, inputs, moved.get(0).type())) : Optional.empty();
  }

  /** Whether integers would have other bounds than the floats that they stand for. */
  private static boolean roundsItsBounds(Node node) {
    return node.op() instanceof Binary binary && !binary.clamp().isNone();
  }

  private static boolean haveOneQuantisation(List<Value> values) {
    if (values.isEmpty()) {
      return false;
    }
    TensorType first = values.get(0).type();
    return first.requireQuant().isPerTensor() && values.stream().allMatch(value -> value.type().withShape(first.shape()).equals(first));
  }

  private static List<Value> below(Rewriter.Match match, List<Value> inputs, TensorType type) {
    String name = match.node().name();
    Value moved = match.emitTyped(
        name, match.outputName(), match.node().op(), inputs, type.withShape(match.outputShape()));
    return List.of(match.emit(name + "_dequantise", match.outputName() + "_dequantise", new Dequantise(), moved));
  }
}
