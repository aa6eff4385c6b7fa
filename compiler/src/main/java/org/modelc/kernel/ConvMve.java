package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.ConvS8MveCall;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Convolution of one group by VMLADAVA: two places by four filters at a time. */
final class ConvMve implements Kernel {
  private static final int GROUP = 4;

  /** Outputs of the second place are stored at 16-bit offsets. */
  private static final int MOST_CHANNELS = 65_532;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("mve")
        && IntegerConvolutions.isOneGroup(node)
        && node.output().shape().dim(3) <= MOST_CHANNELS
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
        IntegerConvolutions.window(node).isPointwise() ? 1 : 0,
        readsInput(node) ? 1 : 0,
        product.output(),
        lowering.array("weights", MveProduct.packWholeBlocks(product, GROUP)),
        lowering.array("channels", MveProduct.channels(product, GROUP)));
  }

  /** Whether pixels need no copy: they are whole vectors, and the output, whose pixels are larger, cannot overwrite them. */
  private static boolean readsInput(Node node) {
    int inputChannels = IntegerConvolutions.input(node).dim(3);
    return IntegerConvolutions.window(node).isPointwise()
        && MveProduct.roundUp(inputChannels) == inputChannels
        && node.output().shape().dim(3) > inputChannels;
  }

  /** Two columns of inputs, the last one of whole vectors. */
  @Override
  public int scratchBytes(Node node) {
    int inputs = node.input(WeightedOp.WEIGHTS).shape().product(1, 4);
    return inputs + MveProduct.roundUp(inputs);
  }

  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return IntegerConvolutions.pointwiseInPlace(node);
  }

  @Override
  public double instructionsPerMac() {
    return 0.2;
  }
}
