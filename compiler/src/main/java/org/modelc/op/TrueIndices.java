package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.TruthCall;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.reference.CountedReference;

/** Indices of the elements that are true, in ascending order, and zeros behind them. Input BOOL [n]; output S64 [n]. */
public record TrueIndices() implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    Operands.requireBool(inputs.get(0));
    Operands.requireRank(inputs.get(0).shape(), 1, "truth values");
    return List.of(TensorType.of(DType.S64, inputs.get(0).shape()));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(CountedReference.trueIndices(inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return TruthCall.of("modelc_true_indices", node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }
}
