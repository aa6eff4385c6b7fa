package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.DepthwiseConvS8Rv64Call;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;
import org.modelc.target.Target;

/** Depthwise 3x3 convolution on 64-bit cores: one channel at a time, a column of the window in one multiplication. */
final class DepthwiseConv3x3Rv64 implements Kernel {
  private static final int INPUT_ORIGIN = 128;
  private static final int CHANNEL_INSTRUCTIONS = 60;
  private static final int READ_INSTRUCTIONS = 8;

  @Override
  public boolean accepts(Node node, Target target) {
    return Rv64Product.isFor(target)
        && IntegerConvolutions.isDepthwise(node)
        && IntegerConvolutions.is3x3(IntegerConvolutions.window(node))
        && Rv64Product.accepts(Product.of(node));
  }

  /** Whether the kernel for strides of 2 computes it, which reads the input as it lies. */
  private static boolean isByTwo(Node node) {
    Window window = IntegerConvolutions.window(node);
    return window.strideHeight() == 2 && window.strideWidth() == 2 && window.padTop() <= 1 && window.padLeft() <= 1;
  }

  private static int columns(Node node) {
    Window window = IntegerConvolutions.window(node);
    return IntegerConvolutions.input(node).dim(2) + window.padLeft() + window.padRight();
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    return new DepthwiseConvS8Rv64Call(
        isByTwo(node) ? "modelc_depthwise_conv_3x3_stride_2_s8_rv64" : "modelc_depthwise_conv_3x3_s8_rv64",
        WindowGeometry.of(IntegerConvolutions.window(node), IntegerConvolutions.input(node), node.output().shape()),
        columns(node),
        product.input().zeroPoint(),
        product.output(),
        lowering.array("weights", node.input(WeightedOp.WEIGHTS).requireConstant()),
        lowering.array("offsets", Rv64Product.offsets(product, 1, INPUT_ORIGIN)),
        lowering.array("multipliers", Rv64Product.multipliers(product, 1)));
  }

  /** The last three rows of one channel. */
  @Override
  public int scratchBytes(Node node) {
    return isByTwo(node) ? 0 : Long.BYTES * columns(node);
  }

  /** A row of results is written when the rows that it lies in have been read. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return IntegerConvolutions.rowsInPlace(node);
  }

  /** For every channel its constants, and the two rows that the band before had read already. */
  @Override
  public long fixedInstructions(Node node) {
    int again = isByTwo(node) ? 0 : 2 * columns(node);
    return FIXED_INSTRUCTIONS + (long) IntegerConvolutions.input(node).dim(3) * (CHANNEL_INSTRUCTIONS + again * READ_INSTRUCTIONS);
  }
}
