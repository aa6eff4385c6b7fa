package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.ConvS8Thumb1Call;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Convolution of one group for Armv6-M: one filter by four places at a time, in three words an input. */
final class ConvThumb1 implements Kernel {
  private static final int WORDS_AN_INPUT = 3;

  @Override
  public boolean accepts(Node node, Target target) {
    return Thumb1Product.isFor(target)
        && IntegerConvolutions.isOneGroup(node)
        && Thumb1Product.acceptsPackedSums(Product.of(node), 0);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    return new ConvS8Thumb1Call(
        "modelc_conv_s8_thumb1",
        WindowGeometry.of(IntegerConvolutions.window(node), IntegerConvolutions.input(node), node.output().shape()),
        product.input().zeroPoint(),
        product.filterSize(),
        product.output(),
        SingleProduct.of(product).estimate(),
        lowering.array("weights", TiledProduct.pack(product, 1)),
        lowering.array("channels", MveProduct.channels(product, 1)));
  }

  /** Start values and inputs of four columns, and a pixel of padding. */
  @Override
  public int scratchBytes(Node node) {
    int inputs = node.input(WeightedOp.WEIGHTS).shape().product(1, 4);
    return WORDS_AN_INPUT * Integer.BYTES * (1 + inputs) + IntegerConvolutions.input(node).dim(3);
  }

  /** A pointwise convolution has read a place before it writes there. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return IntegerConvolutions.pointwiseInPlace(node);
  }

  @Override
  public double instructionsPerMac() {
    return 2.6;
  }
}
