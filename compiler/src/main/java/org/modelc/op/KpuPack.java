package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.KpuPackCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.reference.KpuPlaces;

/**
 * Puts all elements of a value in AI SRAM beside each other, by the CPU: the places {@code view} of U8 [1,H,W,C], channel by channel and row by row, become
 * an image as {@link KpuPatches} arranges it.
 */
public record KpuPack(KpuView view) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType input = KpuImages.require(DType.U8, inputs);
    KpuImages.requireInside(view, input);
    return List.of(input.withShape(KpuPatches.image(view.height() * view.width() * input.shape().dim(3))));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(KpuPlaces.patches(KpuPlaces.planes(view, inputs.get(0)), false, outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return KpuPackCall.of(view, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.SAME_AS_INPUT;
  }

  @Override
  public boolean isInAiSram() {
    return true;
  }
}
