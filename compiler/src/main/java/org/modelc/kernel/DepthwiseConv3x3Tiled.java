package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.DepthwiseConvS8TiledCall;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;
import org.modelc.target.Target;

/** Depthwise 3x3 convolution without SIMD: one channel at a time, whose padded plane is gathered first. */
final class DepthwiseConv3x3Tiled implements Kernel {
  /** A plane is scratch memory. */
  private static final int LARGEST_PLANE = 4096;

  private static final int CHANNEL_INSTRUCTIONS = 150;
  private static final int GATHER_INSTRUCTIONS = 5;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has(TiledProduct.FEATURE)
        && IntegerConvolutions.isDepthwise(node)
        && IntegerConvolutions.is3x3(IntegerConvolutions.window(node))
        && scratchBytes(node) <= LARGEST_PLANE
        && TiledProduct.accepts(Product.of(node));
  }

  private static int planeWidth(Node node) {
    Window window = IntegerConvolutions.window(node);
    return IntegerConvolutions.input(node).dim(2) + window.padLeft() + window.padRight();
  }

  private static int planeHeight(Node node) {
    Window window = IntegerConvolutions.window(node);
    return IntegerConvolutions.input(node).dim(1) + window.padTop() + window.padBottom();
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    return new DepthwiseConvS8TiledCall(
        "modelc_depthwise_conv_3x3_s8_tiled",
        WindowGeometry.of(IntegerConvolutions.window(node), IntegerConvolutions.input(node), node.output().shape()),
        planeWidth(node),
        planeHeight(node),
        product.input().zeroPoint(),
        product.output(),
        lowering.array("weights", node.input(WeightedOp.WEIGHTS).requireConstant()),
        lowering.array("channels", TiledProduct.channels(product, 1)));
  }

  /** The padded plane of one channel. */
  @Override
  public int scratchBytes(Node node) {
    return planeWidth(node) * planeHeight(node);
  }

  /** A channel is gathered before its results are written, and channels do not depend on each other. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return Product.inPlaceUnlessLarger(node);
  }

  /** For every channel its constants, and the rows that the band before had gathered already. */
  @Override
  public long fixedInstructions(Node node) {
    Window window = IntegerConvolutions.window(node);
    int rowsAgain = Math.max(0, window.kernelHeight() - window.strideHeight());
    int channels = IntegerConvolutions.input(node).dim(3);
    return FIXED_INSTRUCTIONS + (long) channels * (CHANNEL_INSTRUCTIONS + rowsAgain * planeWidth(node) * GATHER_INSTRUCTIONS);
  }
}
