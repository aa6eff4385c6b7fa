package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.TruthCall;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.reference.CountedReference;

/** How many elements are true. Input BOOL of any shape; output S64 [1]. */
public record CountTrue() implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    Operands.requireBool(inputs.get(0));
    return List.of(TensorType.of(DType.S64, Shape.of(1)));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(CountedReference.countTrue(inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return TruthCall.of("modelc_count_true", node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }
}
