package org.modelc.kpu;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.op.Binary;

/** The addition of two images as a 1x1 convolution over the channels of both, which lie one behind the other in AI SRAM. */
final class KpuSum {
  private static final int SIGN = 128;
  private static final int LARGEST_WEIGHT = 255;

  private KpuSum() {}

  /** The filters for an addition; empty if the KPU cannot compute it. */
  static Optional<KpuFilters> filters(Node node) {
    Shape shape = node.output().shape();
    boolean images = node.inputs().stream().allMatch(input -> KpuLimits.isImage(input.type()) && !input.isConstant() && input.shape().equals(shape));
    if (!images || !KpuLimits.isImage(node.output().type()) || KpuLimits.refusal(shape).isPresent() || !areAdjacent(shape)) {
      return Optional.empty();
    }
    Quant a = node.input(0).type().requireQuant();
    Quant b = node.input(1).type().requireQuant();
    Quant output = node.output().type().requireQuant();
    int[] weights = weights(a.scale(), b.scale());
    double multiplier = (a.scale() + (double) b.scale()) / (weights[0] + weights[1]) / output.scale();
    double zero = multiplier * (weights[0] * (a.zeroPoint() + SIGN) + weights[1] * (b.zeroPoint() + SIGN));
    Binary add = (Binary) node.op();
    KpuFilters filters = KpuFilters.ofSum(
        shape.dim(3), List.of(weights[0], weights[1]), multiplier, output.zeroPoint() + SIGN - zero,
        add.clamp().quantisedMin(DType.S8, output) + SIGN, add.clamp().quantisedMax(DType.S8, output) + SIGN);
    double deviation = LARGEST_WEIGHT * Math.max(
        Math.abs(multiplier * weights[0] - a.scale() / (double) output.scale()), Math.abs(multiplier * weights[1] - b.scale() / (double) output.scale()));
    return Optional.of(filters)
        .filter(sum -> KpuScaling.of(sum.wanted()).filter(scaling -> scaling.error() + 2 * deviation <= KpuScaling.LARGEST_ERROR).isPresent());
  }

  /** Whether the second image's channels begin with a row, and the channels of both are not too many. */
  private static boolean areAdjacent(Shape shape) {
    AiSramLayout layout = AiSramLayout.of(shape);
    Shape both = shape.withDim(3, 2 * shape.dim(3));
    return shape.dim(3) % layout.channelsPerGroup() == 0 && KpuLimits.refusal(both).isEmpty();
  }

  /** Two weights, 1 to 255, whose ratio is nearest to that of the scales. */
  private static int[] weights(double a, double b) {
    int[] best = {1, 1};
    double least = Double.POSITIVE_INFINITY;
    for (int larger = 1; larger <= LARGEST_WEIGHT; larger++) {
      int smaller = Math.max(1, (int) Math.rint(larger * Math.min(a, b) / Math.max(a, b)));
      double error = Math.abs(Math.min(a, b) / Math.max(a, b) - (double) smaller / larger);
      if (error < least) {
        least = error;
        best = a >= b ? new int[] {larger, smaller} : new int[] {smaller, larger};
      }
    }
    return best;
  }
}
