package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.kpu.AiSramLayout;
import org.modelc.op.KpuView;

/**
 * Parameters of {@code modelc_kpu_pack}.
 *
 * @param row the input's first in AI SRAM
 * @param toRow the output's
 */
public record KpuPackCall(String kernel, AiSramLayout image, int row, KpuView view, int toRow) implements Call {

  public static KpuPackCall of(KpuView view, Node node, Lowering lowering) {
    return new KpuPackCall(
        "modelc_kpu_pack", AiSramLayout.of(node.input(0).shape()), lowering.aiSramRow(node.input(0)), view, lowering.aiSramRow(node.output()));
  }
}
