package org.modelc.op;

import java.util.List;
import org.modelc.arithmetic.AccumulatorScaling;
import org.modelc.arithmetic.ResampleScaling;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.ResampleF32Call;
import org.modelc.c.ResampleS8Call;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.ResampleReference;

/**
 * A linear function along one axis that reads few elements for each result: interpolation, windowed sums, overlapping columns. Inputs: x F32 or
 * quantised S8; constants indices S32 [length, taps] within the axis and weights F32 [length, taps]. Output of x's element type and shape but for
 * {@code length} along the axis: the sum over taps of element times weight.
 */
public record Resample(int axis) implements Op {
  public static final int INDICES = 1;
  public static final int WEIGHTS = 2;

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 3);
    TensorType x = inputs.get(0);
    TensorType indices = inputs.get(INDICES);
    Operands.requireAxis(axis, x.shape());
    Operands.requireRank(indices.shape(), 2, "indices");
    Operands.requireShape(inputs.get(WEIGHTS).shape(), indices.shape(), "weights");
    Operands.requireRealOrByte(x, "input");
    if (indices.dtype() != DType.S32 || inputs.get(WEIGHTS).dtype() != DType.F32) {
      throw new OpException(Code.E205, "indices and weights are " + inputs.subList(INDICES, WEIGHTS + 1) + "; s32 and f32 are needed");
    }
    return List.of(TensorType.of(x.dtype(), x.shape().withDim(axis, indices.shape().dim(0))));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(outputs.get(0).isQuantised()
        ? ResampleReference.s8(this, inputs, outputs.get(0))
        : ResampleReference.f32(this, inputs, outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Operands.requireKernel(node.input(INDICES).isConstant() && node.input(WEIGHTS).isConstant(), node);
    return node.output().type().isQuantised() ? ResampleS8Call.of(this, node, lowering) : ResampleF32Call.of(this, node, lowering);
  }

  @Override
  public void requireIntegersFit(Node node) {
    TensorType output = node.output().type();
    if (output.isQuantised()) {
      ResampleScaling scaling = AccumulatorCheck.representable(() -> scaling(node.input(0).type(), node.input(WEIGHTS).requireConstant(), output));
      AccumulatorCheck.require(scaling.range(), () -> AccumulatorScaling.of(scaling.scaling()));
    }
  }

  /**
   * The integer arithmetic over S8.
   *
   * @throws ArithmeticException if the scales do not fit it
   */
  public static ResampleScaling scaling(TensorType x, Tensor weights, TensorType output) {
    return ResampleScaling.of(x.requireQuant(), weights.floats(), weights.shape().dim(1), output.requireQuant());
  }

  @Override
  public boolean isParameter(int index) {
    return index == WEIGHTS;
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.OBSERVED;
  }

  @Override
  public long macs(Node node) {
    return Math.multiplyExact((long) node.output().shape().elements(), node.input(INDICES).shape().dim(1));
  }
}
