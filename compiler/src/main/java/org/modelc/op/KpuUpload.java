package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.KpuMoveCall;
import org.modelc.c.KpuUploadCopiesCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.reference.KpuPlaces;
import org.modelc.reference.Transposition;

/**
 * Moves an image to AI SRAM: S8 becomes U8 of the same real numbers, as {@code frame} arranges them.
 *
 * @param planes whether the input is [1,C,H,W], as cameras and other frameworks have it, not [1,H,W,C]
 */
public record KpuUpload(KpuFrame frame, boolean planes) implements Op {
  /** From planes to an image. */
  public static final List<Integer> FROM_PLANES = List.of(0, 2, 3, 1);

  /** The shape [1,H,W,C] of an input. */
  public static Shape image(Shape input, boolean planes) {
    return planes ? input.permute(FROM_PLANES) : input;
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType input = KpuImages.require(DType.S8, inputs);
    return List.of(KpuImages.unsigned(input).withShape(frame.image(image(input.shape(), planes))));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    Tensor input = planes ? Transposition.apply(inputs.get(0), FROM_PLANES) : inputs.get(0);
    return List.of(KpuPlaces.upload(frame, input, outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return !planes && frame.equals(KpuFrame.whole(node.input(0).shape()))
        ? KpuMoveCall.of("modelc_kpu_upload", node.output(), KpuView.whole(node.output().shape()), lowering)
        : KpuUploadCopiesCall.of(frame, planes, node, lowering);
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
