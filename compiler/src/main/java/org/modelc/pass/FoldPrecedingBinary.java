package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Conv;
import org.modelc.op.Op;
import org.modelc.op.WeightedOp;

/**
 * Folds a Binary with one constant for each channel into the weights and bias of the convolution or matrix product that reads it, such as
 * the normalisation of the input. Computes in double. Padding is 0 after the Binary, so before a padded convolution nothing may be added.
 */
final class FoldPrecedingBinary implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    if (!(match.node().op() instanceof WeightedOp)) {
      return Optional.empty();
    }
    return match.soleProducer(WeightedOp.ACTIVATIONS).flatMap(producer -> producer.as(Binary.class)
        .filter(binary -> binary.clamp().isNone())
        .flatMap(binary -> ScaleShift.of(binary, producer.inputs()))
        .flatMap(scaleShift -> fold(match, producer, scaleShift)));
  }

  private static Optional<List<Value>> fold(Rewriter.Match match, Node binary, ScaleShift scaleShift) {
    Op op = match.node().op();
    Value weights = match.input(WeightedOp.WEIGHTS);
    boolean padded = op instanceof Conv conv && conv.window().isPadded();
    boolean quantised = weights.type().isQuantised();
    if (padded && !scaleShift.isOnlyScale() || quantised && !scaleShift.isOnlyShift()) {
      return Optional.empty();
    }
    InputChannels channels = new InputChannels(weights.requireConstant(), groups(op));
    Value bias = match.input(WeightedOp.BIAS);
    Optional<Tensor> scaled = scaleShift.isOnlyShift() ? weights.constant() : channels.scaled(scaleShift);
    Optional<Tensor> shifted = scaleShift.isOnlyScale() ? bias.constant() : channels.bias(bias.requireConstant(), scaleShift);
    if (scaled.isEmpty() || shifted.isEmpty()) {
      return Optional.empty();
    }
    match.absorb(binary);
    List<Value> inputs = List.of(
        scaleShift.data(), match.out().constant(weights.name(), scaled.get()), match.out().constant(bias.name(), shifted.get()));
    return match.replaceBy(match.emitTyped(match.node().name(), match.outputName(), op, inputs, match.outputType()));
  }

  private static int groups(Op op) {
    return op instanceof Conv conv ? conv.groups() : 1;
  }

  /** Weights seen from the input: output channels first, input channels of a group last. */
  private record InputChannels(Tensor weights, int groups) {

    /** The index of the input channel that element {@code i} of the weights multiplies. */
    private int channel(int i) {
      int perGroup = weights.shape().dim(-1);
      int output = i / (weights.elements() / weights.shape().dim(0));
      int group = output / (weights.shape().dim(0) / groups);
      return group * perGroup + i % perGroup;
    }

    Optional<Tensor> scaled(ScaleShift scaleShift) {
      return Scaling.floats(weights.shape(), i -> weights.floats()[i] * scaleShift.scale(channel(i)));
    }

    /** The bias with what the shift adds to every output. */
    Optional<Tensor> bias(Tensor old, ScaleShift scaleShift) {
      double[] sums = new double[old.elements()];
      int perOutput = weights.elements() / sums.length;
      for (int i = 0; i < weights.elements(); i++) {
        sums[i / perOutput] += weights.real(i) * scaleShift.shift(channel(i));
      }
      return Scaling.floats(old.shape(), o -> old.real(o) + sums[o]);
    }
  }
}
