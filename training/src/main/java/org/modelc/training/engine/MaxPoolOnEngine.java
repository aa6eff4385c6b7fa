package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.MaxPool;
import org.modelc.op.Window;

/** Largest element under a window that is not dilated. */
final class MaxPoolOnEngine implements EngineOperator<MaxPool> {
  /** Below every activation, and finite: the engine's gradients stay numbers. */
  private static final double NEVER_LARGEST = -Float.MAX_VALUE;

  @Override
  public boolean supports(MaxPool op, Node node) {
    return !WindowOnEngine.isDilated(op.window());
  }

  @Override
  public NDArray apply(MaxPool op, Node node, List<NDArray> inputs) {
    Window window = op.window();
    NDArray maps = WindowOnEngine.padded(WindowOnEngine.channelsFirst(inputs.get(0)), window, NEVER_LARGEST);
    NDArray result = maps.getNDArrayInternal()
        .maxPool(WindowOnEngine.kernel(window), WindowOnEngine.stride(window), new Shape(0, 0), false);
    return WindowOnEngine.channelsLast(result, node.output().shape().dim(0));
  }
}
