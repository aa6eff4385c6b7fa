package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.ConvS8MveCall;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;
import org.modelc.target.Target;

/** Convolution of one group by VMLADAVA: two places by four filters at a time. */
final class ConvMve implements Kernel {
  private static final int GROUP = 4;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("mve")
        && IntegerConvolutions.isOneGroup(node)
        && MveProduct.accepts(Product.of(node));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    return new ConvS8MveCall(
        "modelc_conv_s8_mve",
        WindowGeometry.of(IntegerConvolutions.window(node), IntegerConvolutions.input(node), node.output().shape()),
        product.input().zeroPoint(),
        product.filterSize(),
        readsInput(node) ? 1 : 0,
        product.output(),
        lowering.array("weights", MveProduct.pack(product, GROUP)),
        lowering.array("channels", MveProduct.channels(product, GROUP)));
  }

  /** Whether the inputs of a place need no copy: they are contiguous, and the output, which is larger, cannot overwrite them. */
  private static boolean readsInput(Node node) {
    Window window = IntegerConvolutions.window(node);
    int inputChannels = IntegerConvolutions.input(node).dim(3);
    return window.kernelHeight() == 1 && window.kernelWidth() == 1 && !window.isPadded() && node.output().shape().dim(3) > inputChannels;
  }

  /** Two columns of inputs. */
  @Override
  public int scratchBytes(Node node) {
    return 2 * node.input(WeightedOp.WEIGHTS).shape().product(1, 4);
  }

  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return IntegerConvolutions.pointwiseInPlace(node);
  }

  @Override
  public double instructionsPerMac() {
    return 0.3;
  }
}
