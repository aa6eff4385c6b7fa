package org.modelc.c;

import java.util.List;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.kpu.AiSramLayout;
import org.modelc.op.KpuFrame;
import org.modelc.op.KpuUpload;

/**
 * Parameters of {@code modelc_kpu_upload_copies}.
 *
 * @param row the image's first in AI SRAM
 * @param height of the input, as are width and channels
 * @param pixelStep elements from a pixel of the input to the next
 * @param channelStep elements from a channel to the next
 * @param rows where the copies begin
 */
public record KpuUploadCopiesCall(
    String kernel, AiSramLayout image, int row, int height, int width, int channels, int pixelStep, int channelStep, KpuFrame frame,
    ConstArray rows, ConstArray columns, int zero)
    implements Call {

  /** @param planes whether the input is [1,C,H,W], not [1,H,W,C] */
  public static KpuUploadCopiesCall of(KpuFrame frame, boolean planes, Node node, Lowering lowering) {
    TensorType input = node.input(0).type();
    Shape shape = KpuUpload.image(input.shape(), planes);
    return new KpuUploadCopiesCall(
        "modelc_kpu_upload_copies",
        AiSramLayout.of(node.output().shape()),
        lowering.aiSramRow(node.output()),
        shape.dim(1),
        shape.dim(2),
        shape.dim(3),
        planes ? 1 : shape.dim(3),
        planes ? shape.dim(1) * shape.dim(2) : 1,
        frame,
        lowering.array("first_rows", array(frame.rows())),
        lowering.array("first_columns", array(frame.columns())),
        input.requireQuant().zeroPoint());
  }

  private static int[] array(List<Integer> integers) {
    return integers.stream().mapToInt(Integer::intValue).toArray();
  }
}
