package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.KpuDownloadPlacesCall;
import org.modelc.c.KpuMoveCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.reference.KpuPlaces;

/** Moves a value out of AI SRAM: the places {@code view} of U8 [1,H,W,C] become S8 of the same real numbers. */
public record KpuDownload(KpuView view) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType input = KpuImages.require(DType.U8, inputs);
    KpuImages.requireInside(view, input);
    return List.of(KpuImages.signed(input).withShape(Shape.of(1, view.height(), view.width(), input.shape().dim(3))));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(KpuPlaces.download(view, inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return view.isCorner()
        ? KpuMoveCall.of("modelc_kpu_download", node.input(0), view, lowering)
        : KpuDownloadPlacesCall.of(view, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.OBSERVED;
  }
}
