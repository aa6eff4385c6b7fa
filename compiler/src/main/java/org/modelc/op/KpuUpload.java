package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.KpuMoveCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.KpuReference;

/** Moves an image to AI SRAM: S8 [1,H,W,C] becomes U8 of the same real numbers, with a zero point that is 128 higher. */
public record KpuUpload() implements Op {
  private static final int ZERO_POINT_STEP = 128;

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    Operands.requireRank(input.shape(), 4, "input");
    if (input.dtype() != DType.S8 || !input.isQuantised() || !input.requireQuant().isPerTensor() || input.shape().dim(0) != 1) {
      throw new OpException(Code.E205, "one image of quantised s8 is needed, not " + input);
    }
    Quant quant = Quant.perTensor(input.requireQuant().scale(), input.requireQuant().zeroPoint() + ZERO_POINT_STEP);
    return List.of(TensorType.quantised(DType.U8, input.shape(), quant));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(KpuReference.changeSign(inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return KpuMoveCall.of("modelc_kpu_upload", node.output(), lowering);
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
