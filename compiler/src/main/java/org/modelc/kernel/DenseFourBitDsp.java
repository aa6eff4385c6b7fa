package org.modelc.kernel;

import org.modelc.c.Call;
import org.modelc.c.DenseS4DspCall;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Matrix product with weights of 4 bits by SMLAD: eight filters at a time, four to a 16-bit number, over a row of 16-bit inputs. */
final class DenseFourBitDsp implements CompressedKernel {
  private static final int GROUP = 2 * FourBitDsp.QUAD;
  private static final int CODE_BYTES = 1500;

  /** Of those that {@link DenseDsp} takes, 31 to 29 for the same products. */
  private static final double INSTRUCTIONS_PER_MAC = 31 / 29.0;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("dsp") && node.op() instanceof Dense && Product.isQuantised(node) && FourBitDsp.accepts(Product.of(node));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    return new DenseS4DspCall(
        "modelc_dense_s4_dsp",
        input.product(0, input.rank() - 1),
        product.filterSize(),
        product.filters(),
        product.output(),
        lowering.array("weights", FourBitDsp.pack(product, GROUP)),
        lowering.array("channels", FourBitDsp.channels(product, GROUP)));
  }

  @Override
  public int weightBytes(Node node) {
    return Integer.BYTES * FourBitDsp.words(Product.of(node), GROUP);
  }

  @Override
  public double instructions(Node node) {
    return instructionsPerMac() * node.op().macs(node);
  }

  @Override
  public int codeBytes() {
    return CODE_BYTES;
  }

  /** The inputs of a row in 16 bits. */
  @Override
  public int scratchBytes(Node node) {
    return DspProduct.paddedInputs(node.input(WeightedOp.WEIGHTS).shape().dim(1)) * Short.BYTES;
  }

  @Override
  public double instructionsPerMac() {
    return INSTRUCTIONS_PER_MAC;
  }
}
