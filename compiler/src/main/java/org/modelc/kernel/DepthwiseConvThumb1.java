package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.DepthwiseConvS8Thumb1Call;
import org.modelc.c.Lowering;
import org.modelc.c.PlaneAxis;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;
import org.modelc.target.Target;

/**
 * Depthwise convolution for Armv6-M: one channel at a time, three results along a line of its padded plane. A map of one place is not worth a plane for
 * every channel.
 */
final class DepthwiseConvThumb1 implements Kernel {
  /** A plane is scratch memory. */
  private static final int LARGEST_PLANE = 4096;

  private static final int CHANNEL_INSTRUCTIONS = 200;
  private static final int GATHER_INSTRUCTIONS = 6;

  @Override
  public boolean accepts(Node node, Target target) {
    return Thumb1Product.isFor(target)
        && IntegerConvolutions.isDepthwise(node)
        && node.output().shape().product(1, 3) > 1
        && DepthwisePlane.of(node).bytes() <= LARGEST_PLANE
        && Thumb1Product.accepts(Product.of(node));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Window window = IntegerConvolutions.window(node);
    Shape input = IntegerConvolutions.input(node);
    Shape output = node.output().shape();
    Product product = Product.of(node);
    DepthwisePlane plane = DepthwisePlane.of(node);
    PlaneAxis height = PlaneAxis.height(window, input, output);
    PlaneAxis width = PlaneAxis.width(window, input, output);
    return new DepthwiseConvS8Thumb1Call(
        "modelc_depthwise_conv_s8_thumb1",
        plane.isUpright() ? width : height,
        plane.isUpright() ? height : width,
        input.dim(3), plane.width(), plane.height(), product.filterSize(), product.input().zeroPoint(),
        product.output(),
        SingleProduct.of(product).estimate(),
        lowering.array("offsets", plane.offsets()),
        lowering.array("weights", node.input(WeightedOp.WEIGHTS).requireConstant()),
        lowering.array("channels", TiledProduct.channels(product, 1)));
  }

  /** The taps and the padded plane of one channel. */
  @Override
  public int scratchBytes(Node node) {
    DepthwisePlane plane = DepthwisePlane.of(node);
    return 2 * Integer.BYTES * plane.offsets().length + plane.bytes();
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
    Shape input = IntegerConvolutions.input(node);
    int rowsAgain = Math.max(0, window.kernelHeight() - window.strideHeight());
    return FIXED_INSTRUCTIONS + (long) input.dim(3) * (CHANNEL_INSTRUCTIONS + rowsAgain * input.dim(2) * GATHER_INSTRUCTIONS);
  }

  @Override
  public double instructionsPerMac() {
    return 7;
  }
}
