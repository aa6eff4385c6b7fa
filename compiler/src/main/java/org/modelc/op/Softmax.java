package org.modelc.op;

import java.util.List;
import org.modelc.arithmetic.SoftmaxScaling;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.SoftmaxF32Call;
import org.modelc.c.SoftmaxS8Call;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.reference.SoftmaxReference;

/**
 * {@code exp(x) / sum(exp(x))} along an axis. Input: x of any shape of rank 1 or more, F32 or quantised S8; output: the same shape.
 *
 * @param axis non-negative
 */
public record Softmax(int axis) implements Op {
  /** The quantisation that covers the result's range 0 to 1. */
  private static final QuantRule ZERO_TO_ONE = QuantRule.fixed(1f / 256, -128);

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    Operands.requireRealOrByte(input, "input");
    Operands.requireAxis(axis, input.shape());
    return List.of(TensorType.of(input.dtype(), input.shape()));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    TensorType output = outputs.get(0);
    return List.of(output.isQuantised()
        ? SoftmaxReference.s8(axis, inputs.get(0), output)
        : SoftmaxReference.f32(axis, inputs.get(0), output));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return node.output().type().isQuantised() ? SoftmaxS8Call.of(this, node, lowering) : SoftmaxF32Call.of(this, node);
  }

  @Override
  public void requireIntegersFit(Node node) {
    if (node.output().type().isQuantised()) {
      AccumulatorCheck.representable(() -> SoftmaxScaling.of(
          node.input(0).type().requireQuant(), node.output().type().requireQuant(), node.output().shape().dim(axis)));
    }
  }

  @Override
  public QuantRule quantRule() {
    return ZERO_TO_ONE;
  }

  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return List.of(0);
  }
}
