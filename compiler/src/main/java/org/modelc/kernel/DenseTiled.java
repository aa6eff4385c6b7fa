package org.modelc.kernel;

import java.util.stream.IntStream;
import org.modelc.c.Call;
import org.modelc.c.DenseS8TiledCall;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Matrix product without SIMD: four filters at a time. */
final class DenseTiled implements Kernel {
  private static final int GROUP = 4;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has(TiledProduct.FEATURE)
        && node.op() instanceof Dense
        && Product.isQuantised(node)
        && TiledProduct.accepts(Product.of(node));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    boolean perTensor = product.isPerTensor();
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    int multipliers = perTensor ? GROUP : product.filters();
    return new DenseS8TiledCall(
        "modelc_dense_s8_tiled",
        input.product(0, input.rank() - 1),
        product.filterSize(),
        product.filters(),
        product.output(),
        perTensor ? 0 : 1,
        lowering.array("weights", TiledProduct.pack(product, GROUP)),
        lowering.array("bias", MveProduct.bias(product, GROUP)),
        lowering.array("multipliers", IntStream.range(0, multipliers).map(product::multiplier).toArray()));
  }
}
