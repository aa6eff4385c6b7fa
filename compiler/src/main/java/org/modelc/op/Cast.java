package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.CastCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.Conversion;

/**
 * Converts the elements themselves to another type; changing how real numbers are stored is {@link Quantise} and its kin. One input, one
 * output of the same shape.
 *
 * <p>Float to integer truncates towards 0 and saturates, NaN gives 0; integer to narrower integer wraps; anything but 0 is true.
 *
 * @param dtype of the output
 */
public record Cast(DType dtype) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    if (input.isQuantised() && !dtype.isFloat()) {
      throw new OpException(Code.E205, "casts quantised " + input + " to " + dtype.text());
    }
    return List.of(TensorType.of(dtype, input.shape()));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(Conversion.cast(inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Operands.requireKernel(CastCall.isPossible(node.input(0).type().dtype(), dtype) && !node.input(0).type().isQuantised(), node);
    return CastCall.of(node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }
}
