package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.Reduce;

/** Reductions along axes. */
final class ReduceOnEngine implements EngineOperator<Reduce> {
  @Override
  public boolean supports(Reduce op, Node node) {
    return switch (op.kind()) {
      case MEAN, SUM, MAX, MIN, PROD -> true;
    };
  }

  @Override
  public NDArray apply(Reduce op, Node node, List<NDArray> inputs) {
    int[] axes = op.axes().stream().mapToInt(axis -> axis + 1).toArray();
    NDArray x = inputs.get(0);
    NDArray result = switch (op.kind()) {
      case SUM -> x.sum(axes, true);
      case MEAN -> x.sum(axes, true).div(Scalars.of(x, op.count(node.input(0).shape())));
      case MAX -> largest(x, axes);
      case MIN -> largest(x.neg(), axes).neg();
      case PROD -> product(x, axes);
    };
    return MovementOnEngine.toShape(result, node.output().shape());
  }

  /** As {@link #largest}. */
  private static NDArray product(NDArray x, int[] axes) {
    NDArray result = x;
    for (int axis : axes) {
      result = result.prod(new int[] {axis}, true);
    }
    return result;
  }

  /** The engine takes the largest along one axis only. */
  private static NDArray largest(NDArray x, int[] axes) {
    NDArray result = x;
    for (int axis : axes) {
      result = result.max(new int[] {axis}, true);
    }
    return result;
  }
}
