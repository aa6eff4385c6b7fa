package org.modelc.kernel;

import java.util.OptionalInt;
import org.modelc.c.Call;
import org.modelc.c.DepthwiseConvS8MveCall;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Conv;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;
import org.modelc.target.Target;

/** Depthwise convolution with MVE: one channel at a time, whose padded plane is gathered first; a window is one vector. */
final class DepthwiseConvMve implements Kernel {
  private static final int VECTOR = 16;

  /** Offsets within a window are bytes. */
  private static final int LARGEST_OFFSET = 255;

  /** Offsets between the channels of 8 pixels are 16-bit numbers, those between 4 results 32-bit. */
  private static final int MOST_CHANNELS = 65535 / 7;

  /** A plane is scratch memory. */
  private static final int LARGEST_PLANE = 4096;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("mve")
        && node.op() instanceof Conv conv
        && Product.isQuantised(node)
        && isDepthwise(conv, node)
        && fits(conv.window(), node)
        && MveProduct.accepts(Product.of(node));
  }

  private static boolean isDepthwise(Conv conv, Node node) {
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    return conv.isDepthwise(input) && input.dim(0) == 1 && node.output().shape().dim(3) == input.dim(3) && input.dim(3) <= MOST_CHANNELS;
  }

  private static boolean fits(Window window, Node node) {
    int lastTap = (window.kernelHeight() - 1) * window.dilationHeight() * planeWidth(window, node)
        + (window.kernelWidth() - 1) * window.dilationWidth();
    return window.kernelHeight() * window.kernelWidth() <= VECTOR
        && lastTap <= LARGEST_OFFSET
        && planeWidth(window, node) * planeHeight(window, node) <= LARGEST_PLANE;
  }

  private static int planeWidth(Window window, Node node) {
    return node.input(WeightedOp.ACTIVATIONS).shape().dim(2) + window.padLeft() + window.padRight();
  }

  private static int planeHeight(Window window, Node node) {
    return node.input(WeightedOp.ACTIVATIONS).shape().dim(1) + window.padTop() + window.padBottom();
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    return new DepthwiseConvS8MveCall(
        "modelc_depthwise_conv_s8_mve",
        WindowGeometry.of(((Conv) node.op()).window(), node.input(WeightedOp.ACTIVATIONS).shape(), node.output().shape()),
        planeWidth(((Conv) node.op()).window(), node),
        planeHeight(((Conv) node.op()).window(), node),
        product.input().zeroPoint(),
        product.output(),
        lowering.array("weights", Tensor.of(TensorType.of(DType.S8, Shape.of(product.weights().elements())), product.weights().bytes())),
        lowering.array("channels", MveProduct.channels(product, 1)));
  }

  /** The padded plane of one channel. */
  @Override
  public int scratchBytes(Node node) {
    Window window = ((Conv) node.op()).window();
    return planeWidth(window, node) * planeHeight(window, node);
  }

  /** A channel is gathered before its results are written, and channels do not depend on each other. */
  @Override
  public OptionalInt inPlaceInput(Node node) {
    return node.output().type().bytes() <= node.input(WeightedOp.ACTIVATIONS).type().bytes()
        ? OptionalInt.of(WeightedOp.ACTIVATIONS)
        : OptionalInt.empty();
  }
}
