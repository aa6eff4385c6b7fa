package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.ResampleF32Call;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.ResampleReference;

/**
 * A linear function along one axis that reads few elements for each result: interpolation, windowed sums, overlapping columns. Inputs: x F32;
 * constants indices S32 [length, taps] within the axis and weights F32 [length, taps]. Output F32 of x's shape with {@code length} along the
 * axis: the sum over taps of element times weight.
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
    if (x.dtype() != DType.F32 || indices.dtype() != DType.S32 || inputs.get(WEIGHTS).dtype() != DType.F32) {
      throw new OpException(Code.E205, "inputs are " + inputs + "; f32, s32 and f32 are needed");
    }
    return List.of(TensorType.f32(x.shape().withDim(axis, indices.shape().dim(0))));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(ResampleReference.evaluate(this, inputs.get(0), inputs.get(INDICES), inputs.get(WEIGHTS), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Operands.requireKernel(node.input(INDICES).isConstant() && node.input(WEIGHTS).isConstant(), node);
    return ResampleF32Call.of(this, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }

  @Override
  public long macs(Node node) {
    return Math.multiplyExact((long) node.output().shape().elements(), node.input(INDICES).shape().dim(1));
  }
}
