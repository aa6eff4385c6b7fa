package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.Conv;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;

/** Two-dimensional convolution. */
final class ConvolutionOnEngine implements EngineOperator<Conv> {
  @Override
  public NDArray apply(Conv op, Node node, List<NDArray> inputs) {
    Window window = op.window();
    boolean symmetric = WindowOnEngine.isSymmetric(window);
    NDArray maps = WindowOnEngine.channelsFirst(inputs.get(WeightedOp.ACTIVATIONS));
    NDArray padded = symmetric ? maps : WindowOnEngine.padded(maps, window, 0);
    NDArray weights = inputs.get(WeightedOp.WEIGHTS).squeeze(0).transpose(0, 3, 1, 2);
    NDArray bias = inputs.get(WeightedOp.BIAS).squeeze(0);
    Shape padding = symmetric ? new Shape(window.padTop(), window.padLeft()) : new Shape(0, 0);
    NDArray result = padded.getNDArrayInternal()
        .convolution(padded, weights, bias, WindowOnEngine.stride(window), padding, WindowOnEngine.dilation(window), op.groups())
        .singletonOrThrow();
    return WindowOnEngine.channelsLast(ClampOnEngine.apply(op.clamp(), result), node.output().shape().dim(0));
  }
}
