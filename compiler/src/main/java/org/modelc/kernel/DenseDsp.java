package org.modelc.kernel;

import org.modelc.c.Call;
import org.modelc.c.DenseS8DspCall;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Matrix product by SMLAD: eight filters at a time over one row of 16-bit inputs. */
final class DenseDsp implements Kernel {
  private static final int GROUP = 8;

  /** Its code takes 2 kB more than the portable kernel's, which needs 5 instructions more for each product: 20,000 for one classifier. */
  private static final int WORTHWHILE_MACS = 4096;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("dsp") && node.op() instanceof Dense && Product.isQuantised(node) && DspProduct.accepts(Product.of(node));
  }

  @Override
  public long worthwhileMacs() {
    return WORTHWHILE_MACS;
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    boolean perTensor = product.isPerTensor();
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    return new DenseS8DspCall(
        perTensor ? "modelc_dense_tensor_s8_dsp" : "modelc_dense_s8_dsp",
        input.product(0, input.rank() - 1),
        product.filterSize(),
        product.filters(),
        product.output(),
        perTensor ? product.multiplier(0) : 0,
        lowering.array("weights", DspProduct.pack(product, GROUP)),
        lowering.array("channels", DspProduct.channels(product, GROUP, !perTensor)));
  }

  /** One row of 16-bit inputs. */
  @Override
  public int scratchBytes(Node node) {
    return DspProduct.paddedInputs(node.input(WeightedOp.WEIGHTS).shape().dim(1)) * Short.BYTES;
  }

  @Override
  public double instructionsPerMac() {
    return 1;
  }
}
