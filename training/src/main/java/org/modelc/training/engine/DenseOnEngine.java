package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;

/** Matrix products with constant weights. */
final class DenseOnEngine {
  private DenseOnEngine() {}

  static NDArray apply(Dense op, Node node, List<NDArray> inputs) {
    NDArray x = inputs.get(WeightedOp.ACTIVATIONS);
    NDArray weights = inputs.get(WeightedOp.WEIGHTS).squeeze(0);
    NDArray bias = inputs.get(WeightedOp.BIAS).squeeze(0);
    NDArray result = x.getNDArrayInternal().linear(x, weights, bias).singletonOrThrow();
    return ClampOnEngine.apply(op.clamp(), result);
  }
}
