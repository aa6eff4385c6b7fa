package org.modelc.c;

import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.kpu.AiSramLayout;
import org.modelc.op.Clamp;
import org.modelc.op.KpuView;

/**
 * Parameters of {@code modelc_kpu_reduce}.
 *
 * @param zero what is subtracted from the sum of a channel's bytes: the zero point of all its places
 */
public record KpuReduceCall(String kernel, AiSramLayout image, int row, int zero, OutputS8 output, int multiplier) implements Call {

  /** @param divisor of the sums */
  public static KpuReduceCall of(KpuView view, int divisor, Node node, Lowering lowering) {
    TensorType input = node.input(0).type();
    return new KpuReduceCall(
        "modelc_kpu_reduce",
        AiSramLayout.of(input.shape(), view),
        lowering.aiSramRow(node.input(0)),
        view.height() * view.width() * input.requireQuant().zeroPoint(),
        OutputS8.of(node.output().type(), Clamp.NONE),
        Requantisation.ofMean(input.requireQuant(), node.output().type().requireQuant(), divisor).multiplier());
  }
}
