package org.modelc.op;

import java.util.List;
import java.util.Optional;
import org.modelc.c.Call;
import org.modelc.c.LookupCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.UnaryReference;

/**
 * Stores quantised integers under another quantisation, by table. Input and output S8 or U8, of the same shape.
 *
 * @param quant the output's, per tensor
 */
public record Requantise(DType dtype, Quant quant) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    if (!input.isQuantised() || input.dtype().bytes() != 1 || dtype != DType.S8 && dtype != DType.U8 || !quant.isPerTensor()) {
      throw new OpException(Code.E205, "requantises " + input + " to " + dtype.text() + "; quantised s8 or u8 per tensor is needed");
    }
    Operands.requireOneScale(input);
    return List.of(TensorType.quantised(dtype, input.shape(), quant));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(UnaryReference.byTable(x -> x, inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return LookupCall.of(x -> x, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return new QuantRule(QuantRule.Kind.FIXED, Optional.of(quant));
  }

  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return List.of(0);
  }

  @Override
  public Optional<Window> rowWindow(Node node) {
    return Elementwise.rowWindow(node);
  }
}
