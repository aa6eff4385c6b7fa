package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.ConvS8TiledCall;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Convolution of one group without SIMD: two places by two or four filters at a time over columns of unsigned bytes. */
final class ConvTiled implements Kernel {
  private final String feature;
  private final String kernel;
  private final int group;

  private ConvTiled(String feature, String kernel, int group) {
    this.feature = feature;
    this.kernel = kernel;
    this.group = group;
  }

  static ConvTiled byFour() {
    return new ConvTiled(TiledProduct.FOUR, "modelc_conv_s8_tiled", 4);
  }

  /** For Armv6-M. */
  static ConvTiled byTwo() {
    return new ConvTiled(TiledProduct.TWO, "modelc_conv_s8_thumb1", 2);
  }

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has(feature)
        && IntegerConvolutions.isOneGroup(node)
        && TiledProduct.accepts(Product.of(node));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    return new ConvS8TiledCall(
        kernel,
        WindowGeometry.of(IntegerConvolutions.window(node), IntegerConvolutions.input(node), node.output().shape()),
        product.input().zeroPoint(),
        product.filterSize(),
        product.output(),
        lowering.array("weights", TiledProduct.pack(product, group)),
        lowering.array("channels", TiledProduct.channels(product, group)));
  }

  /** Two columns of inputs. */
  @Override
  public int scratchBytes(Node node) {
    return 2 * node.input(WeightedOp.WEIGHTS).shape().product(1, 4);
  }

  /** A pointwise convolution has read a place before it writes there. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return IntegerConvolutions.pointwiseInPlace(node);
  }
}
