package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.RoiAlign;

/** Parameters of {@code modelc_roi_align_f32}. */
public record RoiAlignCall(
    String kernel, int regions, int maps, int channels, int height, int width, int outputHeight, int outputWidth, int samples, int largest,
    int atLeastOne, String scale, String offset, Map<Integer, ConstArray> constantArguments) implements Call {

  public static RoiAlignCall of(RoiAlign align, Node node, Lowering lowering) {
    Shape x = node.input(RoiAlign.X).shape();
    return new RoiAlignCall(
        "modelc_roi_align_f32", node.output().shape().dim(0), x.dim(0), x.dim(1), x.dim(2), x.dim(3), align.height(), align.width(),
        align.samples(), align.pooling() == RoiAlign.Pooling.LARGEST ? 1 : 0, align.halfPixel() ? 0 : 1, FloatLiteral.of(align.scale()),
        FloatLiteral.of(align.offset()), ConstantOperands.of(node, lowering));
  }
}
