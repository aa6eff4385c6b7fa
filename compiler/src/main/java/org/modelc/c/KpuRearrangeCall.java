package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.kpu.AiSramLayout;
import org.modelc.op.KpuView;

/**
 * Parameters of {@code modelc_kpu_rearrange}.
 *
 * @param row the input's first in AI SRAM
 * @param toRow the output's
 * @param zero 0 to 255, what stands for the real number 0
 */
public record KpuRearrangeCall(String kernel, AiSramLayout image, int row, KpuView view, AiSramLayout to, int toRow, int zero) implements Call {

  public static KpuRearrangeCall of(KpuView view, Node node, Lowering lowering) {
    return new KpuRearrangeCall(
        "modelc_kpu_rearrange", AiSramLayout.of(node.input(0).shape()), lowering.aiSramRow(node.input(0)), view,
        AiSramLayout.of(node.output().shape()), lowering.aiSramRow(node.output()), node.input(0).type().requireQuant().zeroPoint());
  }
}
