package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.ReduceSumS8Call;
import org.modelc.c.ReductionGeometry;
import org.modelc.ir.Node;
import org.modelc.op.Reduce;
import org.modelc.target.Target;

/** Sum or mean over all pixels (global average pooling) with the DSP extension: four channels at a time. */
final class ReducePixelsDsp implements Kernel {
  private static final int QUAD = 4;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("dsp")
        && node.op() instanceof Reduce reduce
        && !reduce.kind().selects()
        && Product.isOfBytes(node)
        && isOverPixels(node, reduce);
  }

  /** Whether what is kept are contiguous channels and what is reduced all that is outside them. */
  private static boolean isOverPixels(Node node, Reduce reduce) {
    ReductionGeometry geometry = ReductionGeometry.of(node.input(0).shape(), reduce.axes());
    int channels = node.output().type().elements();
    return geometry.isSupported()
        && geometry.kept().equals(List.of(1, 1, channels))
        && geometry.keptStrides().get(2) == 1
        && geometry.reduced().subList(0, 2).equals(List.of(1, 1))
        && geometry.reducedStrides().get(2) == channels
        && channels % QUAD == 0;
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return ReduceSumS8Call.of("modelc_reduce_sum_pixels_s8_dsp", (Reduce) node.op(), node);
  }
}
