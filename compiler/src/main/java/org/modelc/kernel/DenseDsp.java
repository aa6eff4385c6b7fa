package org.modelc.kernel;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.modelc.c.Call;
import org.modelc.c.DenseS8DspCall;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Matrix product by SMLAD: eight filters at a time over a block of 16-bit inputs. */
final class DenseDsp implements Kernel {
  private static final int GROUP = 8;

  /** Its code takes 2 kB more than the portable kernel's, which needs 5 instructions more for each product: 20,000 for one classifier. */
  private static final int WORTHWHILE_MACS = 4096;

  /** What a further block of inputs may cost, of the instructions of the product, one for each multiply-accumulate. */
  private static final double MOST_EXTRA_WORK = 1 / 80.0;

  /** Loading and storing eight accumulators, and entering the loop. */
  private static final int INSTRUCTIONS_PER_BLOCK_AND_GROUP = 20;

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
    int block = block(node);
    return new DenseS8DspCall(
        perTensor ? "modelc_dense_tensor_s8_dsp" : "modelc_dense_s8_dsp",
        rows(node),
        product.filterSize(),
        product.filters(),
        product.output(),
        block,
        lowering.array("weights", DspProduct.packBlocks(product, GROUP, DspProduct.paddedInputs(block))),
        lowering.array("starts", DspProduct.starts(product, GROUP)),
        lowering.array("multipliers", perTensor ? new int[] {product.multiplier(0)} : DspProduct.multipliers(product, GROUP)));
  }

  private static int rows(Node node) {
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    return input.product(0, input.rank() - 1);
  }

  private static int inputs(Node node) {
    return node.input(WeightedOp.WEIGHTS).shape().dim(1);
  }

  private static int groups(Node node) {
    return (node.input(WeightedOp.WEIGHTS).shape().dim(0) + GROUP - 1) / GROUP;
  }

  /** The number of inputs worked on at a time for which scratch memory is the smallest, at next to no price. */
  private static int block(Node node) {
    int inputs = inputs(node);
    int mostBlocks = 1 + (int) (MOST_EXTRA_WORK * inputs * GROUP / INSTRUCTIONS_PER_BLOCK_AND_GROUP);
    return IntStream.rangeClosed(1, mostBlocks)
        .map(blocks -> blocks == 1 ? inputs : DspProduct.paddedInputs((inputs + blocks - 1) / blocks))
        .boxed()
        .min(Comparator.comparing(block -> scratchBytes(node, block)))
        .orElse(inputs);
  }

  @Override
  public int scratchBytes(Node node) {
    return scratchBytes(node, block(node));
  }

  /** The inputs of a block in 16 bits, and accumulators of all outputs if there are several blocks. */
  private static int scratchBytes(Node node, int block) {
    int accumulators = block < inputs(node) ? groups(node) * GROUP : 0;
    return DspProduct.paddedInputs(block) * Short.BYTES + accumulators * Integer.BYTES;
  }

  @Override
  public double instructionsPerMac() {
    return 1;
  }
}
