package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.TopKCall;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.TopKReference;

/**
 * Indices of the k largest (or smallest) elements along an axis, the best first, of equal ones the first first. Input F32, S64 or quantised S8 or S16;
 * output S64 of the input's shape with k along the axis. Rows that hold NaN have no defined order.
 */
public record TopK(int axis, int k, boolean largest) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    Operands.requireAxis(axis, input.shape());
    Operands.requireRealOrLong(input);
    if (k < 0 || k > input.shape().dim(axis)) {
      throw new OpException(Code.E203, "k is " + k + ", the axis has " + input.shape().dim(axis) + " elements");
    }
    return List.of(TensorType.of(DType.S64, input.shape().withDim(axis, k)));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(TopKReference.evaluate(this, inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return TopKCall.of(this, node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.INTEGER;
  }
}
