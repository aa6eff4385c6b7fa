package org.modelc.kernel;

import java.util.stream.IntStream;
import org.modelc.c.Call;
import org.modelc.c.CompressedFilters;
import org.modelc.c.ConvCompressedCall;
import org.modelc.c.DenseCompressedCall;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Convolution of one group, or matrix product, whose weights are stored in a compressed format. It runs on every target. */
final class CompressedProduct implements CompressedKernel {
  /** Instructions for each input that is copied to a column. */
  private static final double COLUMN_INSTRUCTIONS = 5;

  private static final int CODE_BYTES = 400;

  private final WeightCompression format;

  CompressedProduct(WeightCompression format) {
    this.format = format;
  }

  @Override
  public boolean accepts(Node node, Target target) {
    boolean product = node.op() instanceof Dense ? Product.isQuantised(node) : IntegerConvolutions.isOneGroup(node);
    return product && format.accepts(Product.of(node));
  }

  @Override
  public int weightBytes(Node node) {
    return format.pack(Product.of(node)).length;
  }

  @Override
  public double instructions(Node node) {
    Product product = Product.of(node);
    double places = (double) node.output().type().elements() / product.filters();
    double column = node.op() instanceof Dense ? 0 : COLUMN_INSTRUCTIONS * product.filterSize();
    return FIXED_INSTRUCTIONS + places * (column + format.instructions(product));
  }

  @Override
  public int codeBytes() {
    return CODE_BYTES;
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    byte[] packed = format.pack(product);
    CompressedFilters filters = new CompressedFilters(
        product.filterSize(),
        product.filters(),
        product.output(),
        lowering.array("weights", Tensor.of(TensorType.of(DType.S8, Shape.of(packed.length)), packed)),
        lowering.array("bias", IntStream.range(0, product.filters()).map(product::foldedBias).toArray()),
        lowering.array("multipliers", IntStream.range(0, product.filters()).map(product::multiplier).toArray()));
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    if (node.op() instanceof Dense) {
      return new DenseCompressedCall("modelc_dense_" + format.ending(), input.product(0, input.rank() - 1), filters);
    }
    WindowGeometry window = WindowGeometry.of(IntegerConvolutions.window(node), input, node.output().shape());
    return new ConvCompressedCall("modelc_conv_" + format.ending(), window, product.input().zeroPoint(), filters);
  }

  /** A column. */
  @Override
  public int scratchBytes(Node node) {
    return node.op() instanceof Dense ? 0 : Product.of(node).filterSize();
  }
}
