package org.modelc.c;

import org.modelc.ir.Value;
import org.modelc.kpu.AiSramLayout;
import org.modelc.op.KpuView;

/**
 * Parameters of {@code modelc_kpu_upload} and {@code modelc_kpu_download}.
 *
 * @param row the first in AI SRAM
 */
public record KpuMoveCall(String kernel, AiSramLayout image, int row) implements Call {

  /** @param image the value in AI SRAM */
  public static KpuMoveCall of(String kernel, Value image, KpuView corner, Lowering lowering) {
    return new KpuMoveCall(kernel, AiSramLayout.of(image.shape(), corner), lowering.aiSramRow(image));
  }
}
