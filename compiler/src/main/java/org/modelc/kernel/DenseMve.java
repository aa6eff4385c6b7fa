package org.modelc.kernel;

import java.util.stream.IntStream;
import org.modelc.c.Call;
import org.modelc.c.DenseS8MveCall;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Matrix product by VMLADAVA: eight filters at a time over one row. */
final class DenseMve implements Kernel {
  private static final int GROUP = 8;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("mve") && node.op() instanceof Dense && Product.isQuantised(node) && MveProduct.accepts(Product.of(node));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    boolean perTensor = product.isPerTensor();
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    int multipliers = perTensor ? GROUP : MveProduct.groups(product, GROUP) * GROUP;
    return new DenseS8MveCall(
        "modelc_dense_s8_mve",
        input.product(0, input.rank() - 1),
        product.filterSize(),
        product.filters(),
        product.output(),
        perTensor ? 0 : GROUP * Integer.BYTES,
        lowering.array("weights", MveProduct.pack(product, GROUP)),
        lowering.array("bias", MveProduct.bias(product, GROUP)),
        lowering.array("multipliers", IntStream.range(0, multipliers).map(product::multiplier).toArray()));
  }

  @Override
  public double instructionsPerMac() {
    return 0.3;
  }
}
