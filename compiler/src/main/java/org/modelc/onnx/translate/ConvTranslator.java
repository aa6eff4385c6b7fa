package org.modelc.onnx.translate;

import java.util.List;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;
import org.modelc.op.Conv;
import org.modelc.op.OpException;
import org.modelc.op.Window;
import org.modelc.problem.Code;

/** Conv: inputs X [N,C,...], W [O,C/group,...], optional B [O]. */
final class ConvTranslator {
  private ConvTranslator() {}

  static Value translate(NodeContext node) {
    Value x = node.input(0);
    List<Integer> spatial = ChannelsLast.spatial(x);
    Tensor weights = Weights.symmetric(node, node.constant(1, "W"), 0);
    Window window = SlidingWindow.read(node, spatial, kernel(node, weights, spatial.size())).window();
    Conv conv = new Conv(window, node.attributes().integer("group", 1), Clamp.NONE);
    Value bias = Weights.bias(node, 2, weights.shape().dim(0));
    Value y = node.principal("nhwc", conv, ChannelsLast.enter(node, x), ChannelsLast.weights(node, weights), bias);
    return ChannelsLast.leave(node, y, x.shape().rank());
  }

  private static List<Integer> kernel(NodeContext node, Tensor weights, int axes) {
    if (weights.shape().rank() != axes + 2) {
      throw new OpException(Code.E204, "weights have shape " + weights.shape() + ", rank " + (axes + 2) + " is needed");
    }
    List<Integer> kernel = weights.shape().dims().subList(2, axes + 2);
    List<Integer> declared = node.attributes().integers("kernel_shape").orElse(kernel);
    if (!declared.equals(kernel)) {
      throw new OpException(Code.E204, "kernel_shape " + declared + " does not fit weights of shape " + weights.shape());
    }
    return kernel;
  }
}
