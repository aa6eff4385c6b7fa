package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.KpuVectorCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.KpuPlaces;

/** Moves the elements of a tensor to AI SRAM: S8 of any shape becomes U8 of the same real numbers, as {@link KpuPatches} arranges them. */
public record KpuUploadVector() implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    if (input.dtype() != DType.S8 || !input.isQuantised() || !input.requireQuant().isPerTensor()) {
      throw new OpException(Code.E205, "a tensor of quantised s8 with one scale is needed, not " + input);
    }
    return List.of(KpuImages.unsigned(input).withShape(KpuPatches.image(input.elements())));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(KpuPlaces.patches(inputs.get(0).bytes(), true, outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return new KpuVectorCall("modelc_kpu_upload_vector", lowering.aiSramRow(node.output()), node.input(0).type().elements());
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.OBSERVED;
  }

  @Override
  public boolean isInAiSram() {
    return true;
  }
}
