package org.modelc.op;

import java.util.List;
import java.util.Optional;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.QuantiseCall;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;

/** Stores quantised integers as floats: {@code scale * (x - zero point)}, rounded once. Input of any quantised type, output F32. */
public record Dequantise() implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    if (!input.isQuantised()) {
      throw new OpException(Code.E205, input + " is not quantised");
    }
    return List.of(TensorType.f32(input.shape()));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(inputs.get(0).toF32());
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    TensorType input = node.input(0).type();
    Operands.requireKernel(input.requireQuant().isPerTensor() && (input.dtype().bytes() == 1 || Operands.isComputedWith(input)), node);
    return QuantiseCall.dequantise(node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }

  @Override
  public Optional<Window> rowWindow(Node node) {
    return Elementwise.rowWindow(node);
  }
}
