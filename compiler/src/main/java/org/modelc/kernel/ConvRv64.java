package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.ConvS8Rv64Call;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.target.Target;

/** Convolution of one group on 64-bit cores: two places by eight filters at a time, three products a multiplication. */
final class ConvRv64 implements Kernel {
  private static final int INPUT_ORIGIN = 0;

  @Override
  public boolean accepts(Node node, Target target) {
    return Rv64Product.isFor(target)
        && IntegerConvolutions.isOneGroup(node)
        && Rv64Product.accepts(Product.of(node));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    TripleWeights weights = TripleWeights.of(product, INPUT_ORIGIN);
    return new ConvS8Rv64Call(
        "modelc_conv_s8_rv64",
        WindowGeometry.of(IntegerConvolutions.window(node), IntegerConvolutions.input(node), node.output().shape()),
        product.input().zeroPoint(),
        weights.blocks(),
        IntegerConvolutions.window(node).isPointwise() ? 1 : 0,
        weights.filters(lowering));
  }

  /** Two columns of triples, with a start value for each block. */
  @Override
  public int scratchBytes(Node node) {
    TripleWeights weights = TripleWeights.of(Product.of(node), INPUT_ORIGIN);
    return 2 * Long.BYTES * (weights.triples() + weights.blocks());
  }

  /** A pointwise convolution has read a place before it writes there. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return IntegerConvolutions.pointwiseInPlace(node);
  }

  @Override
  public double instructionsPerMac() {
    return 1.5;
  }
}
