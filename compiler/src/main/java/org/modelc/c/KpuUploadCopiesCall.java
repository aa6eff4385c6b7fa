package org.modelc.c;

import java.util.List;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.kpu.AiSramLayout;
import org.modelc.op.KpuFrame;

/**
 * Parameters of {@code modelc_kpu_upload_copies}.
 *
 * @param row the image's first in AI SRAM
 * @param height of the input, as are width and channels
 * @param rows where the copies begin
 */
public record KpuUploadCopiesCall(
    String kernel, AiSramLayout image, int row, int height, int width, int channels, KpuFrame frame, ConstArray rows, ConstArray columns, int zero)
    implements Call {

  public static KpuUploadCopiesCall of(KpuFrame frame, Node node, Lowering lowering) {
    TensorType input = node.input(0).type();
    return new KpuUploadCopiesCall(
        "modelc_kpu_upload_copies",
        AiSramLayout.of(node.output().shape()),
        lowering.aiSramRow(node.output()),
        input.shape().dim(1),
        input.shape().dim(2),
        input.shape().dim(3),
        frame,
        lowering.array("first_rows", array(frame.rows())),
        lowering.array("first_columns", array(frame.columns())),
        input.requireQuant().zeroPoint());
  }

  private static int[] array(List<Integer> integers) {
    return integers.stream().mapToInt(Integer::intValue).toArray();
  }
}
