package org.modelc.kernel;

import java.util.stream.IntStream;
import org.modelc.c.Call;
import org.modelc.c.DenseSparseDspCall;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Matrix product with the weights that are not 0 only, two at a time, with the DSP extension. */
final class DenseSparseDsp implements CompressedKernel {
  private static final int CODE_BYTES = 500;
  private static final double INSTRUCTIONS_PER_STEP = 4;
  private static final double INSTRUCTIONS_PER_FILTER = 20;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("dsp") && node.op() instanceof Dense && Product.isQuantised(node) && SparseDsp.accepts(Product.of(node), steps(node));
  }

  private static SparseSteps steps(Node node) {
    Product product = Product.of(node);
    return SparseSteps.of(product, IntStream.range(0, product.filterSize()).toArray(), 2);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return new DenseSparseDspCall("modelc_dense_s8_sparse_dsp", rows(node), SparseDsp.filters(Product.of(node), steps(node), lowering));
  }

  private static int rows(Node node) {
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    return input.product(0, input.rank() - 1);
  }

  @Override
  public int weightBytes(Node node) {
    return steps(node).bytes();
  }

  @Override
  public double instructions(Node node) {
    double row = INSTRUCTIONS_PER_STEP * steps(node).total() + INSTRUCTIONS_PER_FILTER * Product.of(node).filters();
    return FIXED_INSTRUCTIONS + rows(node) * row;
  }

  @Override
  public int codeBytes() {
    return CODE_BYTES;
  }
}
