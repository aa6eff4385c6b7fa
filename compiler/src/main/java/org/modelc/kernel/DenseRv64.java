package org.modelc.kernel;

import java.util.stream.IntStream;
import org.modelc.c.Call;
import org.modelc.c.DenseS8Rv64Call;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Matrix product on 64-bit cores: sixteen filters at a time, three products a multiplication. */
final class DenseRv64 implements Kernel {
  private static final int GROUP = 8;

  /** Inputs are made unsigned, so that six of them fit a word. */
  private static final int INPUT_ORIGIN = 128;

  /** Its code takes 2 kB more than the tiled kernel's, its weights a third more; that kernel needs 3 instructions more for each product. */
  private static final int WORTHWHILE_MACS = 4096;

  @Override
  public boolean accepts(Node node, Target target) {
    return Rv64Product.isFor(target)
        && node.op() instanceof Dense
        && Product.isQuantised(node)
        && Rv64Product.accepts(Product.of(node));
  }

  @Override
  public long worthwhileMacs() {
    return WORTHWHILE_MACS;
  }

  private static TripleWeights weights(Node node) {
    return TripleWeights.of(Product.of(node), INPUT_ORIGIN);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    TripleWeights weights = weights(node);
    boolean perTensor = product.isPerTensor();
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    int multipliers = perTensor ? 1 : product.filters();
    return new DenseS8Rv64Call(
        "modelc_dense_s8_rv64",
        input.product(0, input.rank() - 1),
        product.filterSize(),
        product.filters(),
        weights.filterWords(),
        weights.blockWords(),
        product.output(),
        perTensor ? 0 : 1,
        lowering.array("weights", weights.pack(GROUP)),
        lowering.array("offsets", Rv64Product.offsets(product, GROUP, INPUT_ORIGIN)),
        lowering.array("multipliers", IntStream.range(0, multipliers).map(product::multiplier).toArray()));
  }

  /** The packed inputs, with a start value for each block. */
  @Override
  public int scratchBytes(Node node) {
    TripleWeights weights = weights(node);
    return Long.BYTES * (weights.filterWords() + weights.blocks());
  }
}
