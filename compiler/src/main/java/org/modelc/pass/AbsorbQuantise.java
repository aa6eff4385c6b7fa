package org.modelc.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.modelc.arithmetic.HalfFloat;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.OpException;
import org.modelc.op.QuantRule;
import org.modelc.op.Quantise;
import org.modelc.op.Recurrent;
import org.modelc.op.WeightedOp;
import org.modelc.quant.RecurrentWeights;
import org.modelc.quant.WeightQuantiser;

/**
 * Makes an operator between Dequantise and Quantise nodes the operator over quantised values. All scales stay as they are, but for weights
 * and a bias that do not fit the integer kernels: these are quantised as the post-training quantiser does. Layers whose weights are floats of 16
 * bits are meant to stay floats.
 */
final class AbsorbQuantise implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    return match.as(Quantise.class).isPresent() && Dequantised.isActivation(match.node().output())
        ? match.soleProducer(0).filter(AbsorbQuantise::hasIntegerForm).flatMap(producer -> absorb(match, producer))
        : Optional.empty();
  }

  private static boolean hasIntegerForm(Node node) {
    QuantRule.Kind kind = node.op().quantRule().kind();
    return node.outputs().size() == 1 && (kind == QuantRule.Kind.OBSERVED || kind == QuantRule.Kind.FIXED);
  }

  private static Optional<List<Value>> absorb(Rewriter.Match match, Node producer) {
    return operands(match, producer).filter(integers -> accepts(producer, integers, match.outputType().dtype())).map(integers -> {
      match.absorb(producer);
      return List.of(match.emitTyped(producer.name(), match.outputName(), producer.op(), integers, match.outputType()));
    });
  }

  private static Optional<List<Value>> operands(Rewriter.Match match, Node producer) {
    if (producer.op() instanceof WeightedOp) {
      return weightedInputs(match, producer);
    }
    return producer.op() instanceof Recurrent ? recurrentInputs(match, producer) : integerInputs(match, producer);
  }

  private static Optional<List<Value>> recurrentInputs(Rewriter.Match match, Node node) {
    return IntegerOperand.of(match, node.input(Recurrent.X), match.outputType().dtype()).map(x -> Stream.concat(
        Stream.of(x),
        RecurrentWeights.quantised(node, x.type().requireQuant(), match.outputType().requireQuant()).stream()).toList());
  }

  private static boolean accepts(Node node, List<Value> integers, DType result) {
    try {
      return node.op().infer(integers.stream().map(Value::type).toList()).get(0).dtype() == result;
    } catch (OpException e) {
      return false;
    }
  }

  private static Optional<List<Value>> integerInputs(Rewriter.Match match, Node node) {
    List<Value> integers = new ArrayList<>();
    for (int index = 0; index < node.inputs().size(); index++) {
      Value input = node.input(index);
      boolean stays = node.op().isParameter(index) || !input.type().dtype().isFloat() && !input.type().isQuantised();
      (stays ? Optional.of(input) : IntegerOperand.of(match, input, match.outputType().dtype())).ifPresent(integers::add);
    }
    return integers.size() == node.inputs().size() ? Optional.of(integers) : Optional.empty();
  }

  private static Optional<List<Value>> weightedInputs(Rewriter.Match match, Node node) {
    Value weights = node.input(WeightedOp.WEIGHTS);
    Value bias = node.input(WeightedOp.BIAS);
    if (weights.type().dtype().isFloat() && HalfFloat.areMeant(weights.requireConstant().floats())) {
      return Optional.empty();
    }
    return IntegerOperand.of(match, node.input(WeightedOp.ACTIVATIONS), match.outputType().dtype()).map(activations -> {
      WeightQuantiser.Quantised quantised = new WeightQuantiser(
          weights.requireConstant(), bias.requireConstant(), activations.type().requireQuant(), match.outputType().requireQuant())
          .quantise(true);
      return List.of(
          activations, Value.constant(weights.name(), quantised.weights()), Value.constant(bias.name(), quantised.bias()));
    });
  }
}
