package org.modelc.kernel;

import java.util.List;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Conv;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;

/** What kernels ask of convolutions over quantised types. */
final class IntegerConvolutions {
  private IntegerConvolutions() {}

  /** Whether every filter reads all input channels, in one batch. */
  static boolean isOneGroup(Node node) {
    return isInOneBatch(node) && ((Conv) node.op()).groups() == 1;
  }

  /** Whether every output channel reads the input channel of the same number, in one batch. */
  static boolean isDepthwise(Node node) {
    return isInOneBatch(node)
        && ((Conv) node.op()).isDepthwise(input(node))
        && node.output().shape().dim(3) == input(node).dim(3);
  }

  private static boolean isInOneBatch(Node node) {
    return node.op() instanceof Conv && Product.isQuantised(node) && node.output().shape().dim(0) == 1;
  }

  static Window window(Node node) {
    return ((Conv) node.op()).window();
  }

  /** The activations' shape, NHWC. */
  static Shape input(Node node) {
    return node.input(WeightedOp.ACTIVATIONS).shape();
  }

  /** Places of the output, which every filter is computed at. */
  static int places(Node node) {
    return node.output().shape().product(0, 3);
  }

  /** Whether the kernel is 3x3 without dilation. */
  static boolean is3x3(Window window) {
    return window.kernelHeight() == 3 && window.kernelWidth() == 3 && window.dilationHeight() == 1 && window.dilationWidth() == 1;
  }

  /** For kernels that have read a place before they write there: a pointwise convolution's output may be its input. */
  static List<Integer> pointwiseInPlace(Node node) {
    return window(node).isPointwise() && node.output().shape().dim(3) <= input(node).dim(3)
        ? List.of(WeightedOp.ACTIVATIONS)
        : List.of();
  }

  /** For kernels that write a row of a channel when they have read that row of the input: the output may be the input unless it grows. */
  static List<Integer> rowsInPlace(Node node) {
    Shape output = node.output().shape();
    return output.dim(1) <= input(node).dim(1) && output.dim(2) <= input(node).dim(2)
        ? List.of(WeightedOp.ACTIVATIONS)
        : List.of();
  }
}
