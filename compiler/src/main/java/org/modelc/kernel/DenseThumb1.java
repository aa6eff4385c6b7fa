package org.modelc.kernel;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.c.Call;
import org.modelc.c.DenseS8Thumb1Call;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Matrix product for Armv6-M: four filters at a time, whose weights share words. */
final class DenseThumb1 implements Kernel {
  private static final int GROUP = 4;

  /** A + 256 B fits 32 bits, and A 24 bits. */
  private static final int LARGEST_SUM = (1 << 23) - (1 << 15);

  /** What is added to inputs and weights. */
  private static final int ORIGIN = 128;

  @Override
  public boolean accepts(Node node, Target target) {
    return Thumb1Product.isFor(target)
        && node.op() instanceof Dense
        && Product.isQuantised(node)
        && Thumb1Product.acceptsPackedSums(Product.of(node), ORIGIN, LARGEST_SUM);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    boolean perTensor = product.isPerTensor();
    Shape input = input(node);
    int channels = GROUP * MveProduct.groups(product, GROUP);
    return new DenseS8Thumb1Call(
        "modelc_dense_s8_thumb1",
        input.product(0, input.rank() - 1),
        product.filterSize(),
        product.filters(),
        product.output(),
        SingleProduct.of(product).estimate(),
        perTensor ? 0 : 1,
        lowering.array("weights", pack(product)),
        lowering.array("starts", IntStream.range(0, channels).map(filter -> start(product, filter)).toArray()),
        lowering.array("multipliers", IntStream.range(0, perTensor ? 1 : channels).map(product::multiplier).toArray()));
  }

  private static Shape input(Node node) {
    return node.input(WeightedOp.ACTIVATIONS).shape();
  }

  private static int start(Product product, int filter) {
    return product.foldedBias(filter) - (filter < product.filters() ? ORIGIN * product.weightSum(filter) : 0);
  }

  /** For each group of filters, for each input, a word of four weights plus 128. */
  private static int[] pack(Product product) {
    int inputs = paddedInputs(product.filterSize());
    int[] words = new int[MveProduct.groups(product, GROUP) * inputs];
    for (int index = 0; index < words.length; index++) {
      int group = index / inputs * GROUP;
      for (int filter = GROUP - 1; filter >= 0; filter--) {
        words[index] = words[index] << Byte.SIZE | product.weight(group + filter, index % inputs) + ORIGIN;
      }
    }
    return words;
  }

  private static int paddedInputs(int inputs) {
    return (inputs + 3) / 4 * 4;
  }

  /** The inputs of a row. */
  @Override
  public int scratchBytes(Node node) {
    Shape input = input(node);
    return paddedInputs(input.dim(input.rank() - 1));
  }

  /** A row is copied before its results are written. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return Product.inPlaceUnlessLarger(node);
  }

  @Override
  public double instructionsPerMac() {
    return 3;
  }
}
