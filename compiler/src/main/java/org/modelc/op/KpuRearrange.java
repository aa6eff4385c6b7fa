package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.KpuRearrangeCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.KpuPlaces;

/**
 * Makes a value that is a part of its image one of its own, within AI SRAM, by the CPU: the places {@code view} of U8 [1,H,W,C] become the upper left
 * corner of an image that is 0 elsewhere.
 *
 * @param height of the new image, at least that of the view
 */
public record KpuRearrange(KpuView view, int height, int width) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType input = KpuImages.require(DType.U8, inputs);
    KpuImages.requireInside(view, input);
    if (view.height() > height || view.width() > width) {
      throw new OpException(Code.E204, view + " is larger than " + height + "x" + width);
    }
    return List.of(input.withShape(Shape.of(1, height, width, input.shape().dim(3))));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(KpuPlaces.rearrange(view, inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return KpuRearrangeCall.of(view, node, lowering);
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
