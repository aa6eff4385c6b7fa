package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.TopK;

/** Indices of the largest or smallest elements. */
final class TopKOnEngine {
  private TopKOnEngine() {}

  static NDArray apply(TopK op, Node node, List<NDArray> inputs) {
    int axis = op.axis() + 1;
    return stableOrder(inputs.get(0), axis, !op.largest()).get(MovementOnEngine.part(axis, 0, op.k()));
  }

  /** The engine does not keep equal elements in their order, so that they are sorted again by index, each run of them in its place. */
  private static NDArray stableOrder(NDArray x, int axis, boolean ascending) {
    long length = x.getShape().get(axis);
    NDArray order = x.argSort(axis, ascending);
    NDArray sorted = x.gather(order, axis);
    NDArray differs = sorted.get(MovementOnEngine.part(axis, 1, length)).neq(sorted.get(MovementOnEngine.part(axis, 0, length - 1)));
    NDArray first = order.get(MovementOnEngine.part(axis, 0, 1)).zerosLike();
    NDArray run = first.concat(differs.toType(DataType.INT64, false), axis).cumSum(axis);
    return run.mul(length).add(order).sort(axis).mod(length);
  }
}
