package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.kpu.AiSramLayout;
import org.modelc.op.KpuView;

/**
 * Parameters of {@code modelc_kpu_download_places}.
 *
 * @param row the image's first in AI SRAM
 */
public record KpuDownloadPlacesCall(String kernel, AiSramLayout image, int row, KpuView view) implements Call {

  public static KpuDownloadPlacesCall of(KpuView view, Node node, Lowering lowering) {
    return new KpuDownloadPlacesCall(
        "modelc_kpu_download_places", AiSramLayout.of(node.input(0).shape()), lowering.aiSramRow(node.input(0)), view);
  }
}
