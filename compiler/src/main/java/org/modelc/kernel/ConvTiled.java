package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.ConvS8TiledCall;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Convolution of one group without SIMD: two places by four filters at a time over columns of unsigned bytes. */
final class ConvTiled implements Kernel {
  private static final int GROUP = 4;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has(TiledProduct.FEATURE)
        && IntegerConvolutions.isOneGroup(node)
        && TiledProduct.accepts(Product.of(node));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    return new ConvS8TiledCall(
        "modelc_conv_s8_tiled",
        WindowGeometry.of(IntegerConvolutions.window(node), IntegerConvolutions.input(node), node.output().shape()),
        product.input().zeroPoint(),
        product.filterSize(),
        product.output(),
        lowering.array("weights", TiledProduct.pack(product, GROUP)),
        lowering.array("channels", TiledProduct.channels(product, GROUP)));
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
