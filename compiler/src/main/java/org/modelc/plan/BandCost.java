package org.modelc.plan;

import java.util.List;
import org.modelc.ir.Node;
import org.modelc.kernel.Kernel;
import org.modelc.kernel.KernelSelection;

/** Estimates what bands cost beside whole layers, in instructions. */
final class BandCost {
  /** The beginning of a move of rows, and the move of a byte. */
  private static final int MOVE = 30;
  private static final double MOVED_BYTE = 0.5;

  private final KernelSelection kernels;

  private BandCost(KernelSelection kernels) {
    this.kernels = kernels;
  }

  static double of(BandedRegion region, KernelSelection kernels) {
    BandCost cost = new BandCost(kernels);
    double bands = BandProgram.runs(region).stream().mapToDouble(run -> run.bands() * cost.of(run.actions())).sum();
    return bands - region.nodes().stream().mapToDouble(node -> of(kernels.of(node), node)).sum();
  }

  private double of(List<BandAction> actions) {
    return actions.stream().mapToDouble(this::of).sum();
  }

  private double of(BandAction action) {
    if (action instanceof BandAction.Compute compute) {
      return of(kernels.of(compute.node()), compute.bandNode());
    }
    return of((BandAction.Keep) action);
  }

  /** What a call takes that does not depend on its rows, and rows that are computed in vain. */
  private static double of(Kernel kernel, Node node) {
    int rows = RowSchedule.height(node.output());
    int vainRows = Math.floorMod(-rows, kernel.rowsAtOnce(node));
    return kernel.fixedInstructions(node) + kernel.instructions(node) * vainRows / rows;
  }

  private static double of(BandAction.Keep keep) {
    long bytes = (long) keep.rows() * RowPointer.rowElements(keep.value()) * keep.value().type().dtype().bytes();
    return MOVE + MOVED_BYTE * bytes;
  }
}
