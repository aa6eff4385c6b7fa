package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.Scan;

/** Running sums and products. */
final class ScanOnEngine {
  private ScanOnEngine() {}

  static NDArray apply(Scan op, Node node, List<NDArray> inputs) {
    int axis = op.axis() + 1;
    NDArray x = op.reverse() ? inputs.get(0).flip(axis) : inputs.get(0);
    NDArray shifted = op.exclusive() ? shifted(x, axis, op.kind()) : x;
    NDArray scanned = op.kind() == Scan.Kind.SUM ? shifted.cumSum(axis) : shifted.cumProd(axis);
    return op.reverse() ? scanned.flip(axis) : scanned;
  }

  /** Every element one place further, and what changes no result in the first place. */
  private static NDArray shifted(NDArray x, int axis, Scan.Kind kind) {
    long length = x.getShape().get(axis);
    NDArray first = x.get(MovementOnEngine.part(axis, 0, 1));
    NDArray neutral = kind == Scan.Kind.SUM ? first.zerosLike() : first.onesLike();
    return neutral.concat(x.get(MovementOnEngine.part(axis, 0, length - 1)), axis);
  }
}
