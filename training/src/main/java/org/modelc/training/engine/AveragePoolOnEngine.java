package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.AveragePool;
import org.modelc.op.Window;

/** Mean under a window. */
final class AveragePoolOnEngine {
  private AveragePoolOnEngine() {}

  static NDArray apply(AveragePool op, Node node, List<NDArray> inputs) {
    Window window = op.window();
    NDArray maps = WindowOnEngine.padded(WindowOnEngine.channelsFirst(inputs.get(0)), window, 0);
    NDArray means = WindowOnEngine.isDilated(window) ? dilated(maps, window, node.output().shape())
        : maps.getNDArrayInternal().avgPool(WindowOnEngine.kernel(window), WindowOnEngine.stride(window), new Shape(0, 0), false, true);
    NDArray counted = window.isPadded() ? means.mul(corrections(op, node, means)) : means;
    return WindowOnEngine.channelsLast(counted, node.output().shape().dim(0));
  }

  private static NDArray dilated(NDArray maps, Window window, org.modelc.ir.Shape shape) {
    NDArray sums = DilatedWindow.joined(maps, window, shape.dim(1), shape.dim(2), NDArray::add);
    return sums.div(Scalars.of(sums, window.kernelHeight() * window.kernelWidth()));
  }

  /** For each place what makes the mean over all taps one over those that count. */
  private static NDArray corrections(AveragePool op, Node node, NDArray means) {
    Window window = op.window();
    int height = node.output().shape().dim(1);
    int width = node.output().shape().dim(2);
    float[] factors = new float[height * width];
    for (int i = 0; i < factors.length; i++) {
      int top = i / width * window.strideHeight() - window.padTop();
      int left = i % width * window.strideWidth() - window.padLeft();
      int count = op.count(node.input(0).shape(), top, left);
      factors[i] = (float) (window.kernelHeight() * window.kernelWidth()) / count;
    }
    return means.getManager().create(factors, new Shape(height, width));
  }
}
