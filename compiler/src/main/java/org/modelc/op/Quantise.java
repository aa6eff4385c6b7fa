package org.modelc.op;

import java.util.List;
import java.util.Optional;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.QuantiseCall;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.Conversion;

/**
 * Stores floats as quantised integers: {@code saturate(round(x / scale) + zero point)}, rounding half to even, division in float; NaN gives
 * the zero point. Input F32, output of the same shape.
 *
 * @param dtype S8, U8 or S16; any integer type where a constant is quantised
 */
public record Quantise(DType dtype, Quant quant) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    if (!input.dtype().isFloat() || !dtype.isInteger()) {
      throw new OpException(Code.E205, "quantises " + input + " to " + dtype.text() + "; from f32 to an integer is possible");
    }
    Operands.requireScalesFit(quant, input.shape());
    return List.of(TensorType.quantised(dtype, input.shape(), quant));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(Conversion.quantise(inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Operands.requireKernel(quant.isPerTensor() && (dtype.bytes() == 1 || dtype == DType.S16 && quant.isSymmetric()), node);
    return QuantiseCall.quantise(node);
  }

  @Override
  public QuantRule quantRule() {
    return new QuantRule(QuantRule.Kind.FIXED, Optional.of(quant));
  }

  @Override
  public Optional<Window> rowWindow(Node node) {
    return Elementwise.rowWindow(node);
  }
}
