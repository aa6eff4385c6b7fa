package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.MaxPool;
import org.modelc.op.Window;

/** Largest element under a window. */
final class MaxPoolOnEngine {
  /** Below every activation, and finite: the engine's gradients stay numbers. */
  private static final double NEVER_LARGEST = -Float.MAX_VALUE;

  private MaxPoolOnEngine() {}

  static NDArray apply(MaxPool op, Node node, List<NDArray> inputs) {
    Window window = op.window();
    NDArray maps = WindowOnEngine.padded(WindowOnEngine.channelsFirst(inputs.get(0)), window, NEVER_LARGEST);
    org.modelc.ir.Shape shape = node.output().shape();
    NDArray result = WindowOnEngine.isDilated(window)
        ? DilatedWindow.joined(maps, window, shape.dim(1), shape.dim(2), NDArray::maximum)
        : maps.getNDArrayInternal().maxPool(WindowOnEngine.kernel(window), WindowOnEngine.stride(window), new Shape(0, 0), false);
    return WindowOnEngine.channelsLast(result, shape.dim(0));
  }
}
