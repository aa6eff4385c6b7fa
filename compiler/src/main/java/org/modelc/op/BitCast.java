package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.MoveCall;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.Conversion;

/**
 * Takes the bits of each element as an element of another type of the same size. One input, one output of the same shape, neither quantised.
 *
 * @param dtype of the output
 */
public record BitCast(DType dtype) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    if (input.isQuantised() || input.dtype().bytes() != dtype.bytes()) {
      throw new OpException(Code.E205, "takes the bits of " + input + " as " + dtype.text());
    }
    return List.of(TensorType.of(dtype, input.shape()));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(Conversion.bitCast(inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return MoveCall.ofAll(node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }
}
