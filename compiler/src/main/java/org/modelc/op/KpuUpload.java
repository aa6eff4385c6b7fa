package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.KpuMoveCall;
import org.modelc.c.KpuUploadCopiesCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.reference.KpuPlaces;

/** Moves an image to AI SRAM: S8 [1,H,W,C] becomes U8 of the same real numbers, as {@code frame} arranges them. */
public record KpuUpload(KpuFrame frame) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType input = KpuImages.require(DType.S8, inputs);
    return List.of(KpuImages.unsigned(input).withShape(frame.image(input.shape())));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(KpuPlaces.upload(frame, inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return frame.equals(KpuFrame.whole(node.input(0).shape()))
        ? KpuMoveCall.of("modelc_kpu_upload", node.output(), KpuView.whole(node.output().shape()), lowering)
        : KpuUploadCopiesCall.of(frame, node, lowering);
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
