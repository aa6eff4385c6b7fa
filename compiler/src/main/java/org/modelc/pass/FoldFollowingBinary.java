package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Op;
import org.modelc.op.Reshape;
import org.modelc.op.WeightedOp;

/**
 * Folds a Binary with one constant for each channel into the weights and bias of the convolution or matrix product before it: batch
 * normalisation, a separate bias. Computes in double.
 */
final class FoldFollowingBinary implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    return match.as(Binary.class).flatMap(binary -> ScaleShift.of(binary, match.inputs()).flatMap(scaleShift ->
        match.soleProducer(scaleShift.data()).flatMap(producer -> fold(match, producer, binary, scaleShift))));
  }

  private static Optional<List<Value>> fold(Rewriter.Match match, Node producer, Binary binary, ScaleShift scaleShift) {
    if (!(producer.op() instanceof WeightedOp weighted) || !weighted.clamp().isNone()) {
      return Optional.empty();
    }
    Optional<Tensor> weights = weights(producer.input(WeightedOp.WEIGHTS).requireConstant(), scaleShift);
    Optional<Tensor> bias = bias(producer.input(WeightedOp.BIAS).requireConstant(), scaleShift);
    if (weights.isEmpty() || bias.isEmpty()) {
      return Optional.empty();
    }
    match.absorb(producer);
    List<Value> inputs = List.of(
        producer.input(WeightedOp.ACTIVATIONS),
        match.out().constant(producer.input(WeightedOp.WEIGHTS).name(), weights.get()),
        match.out().constant(producer.input(WeightedOp.BIAS).name(), bias.get()));
    Op op = weighted.withClamp(binary.clamp());
    return match.replaceBy(match.emitTyped(producer.name(), match.outputName(), op, inputs, match.outputType()));
  }

  private static Optional<Tensor> weights(Tensor weights, ScaleShift scaleShift) {
    return scaleShift.isOnlyShift() ? Optional.of(weights) : Scaling.byOutputChannel(weights, scaleShift::scale);
  }

  /** A bias that was all zeros becomes the constant as it is, of whatever type. */
  private static Optional<Tensor> bias(Tensor bias, ScaleShift scaleShift) {
    Shape shape = bias.shape();
    boolean replaces = scaleShift.isAddition() && scaleShift.constant().elements() == shape.elements() && Scaling.isZero(bias);
    return replaces
        ? Optional.of(Folding.apply(new Reshape(shape), scaleShift.constant()))
        : Scaling.floats(shape, o -> bias.real(o) * scaleShift.scale(o) + scaleShift.shift(o));
  }
}
