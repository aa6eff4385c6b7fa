package org.modelc.kernel;

import java.util.OptionalInt;
import org.modelc.c.Call;
import org.modelc.c.ConvS8DspCall;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Conv;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Convolution of one group by SMLAD: two places by four filters at a time over columns of 16-bit inputs. */
final class ConvDsp implements Kernel {
  private static final int GROUP = 4;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("dsp")
        && node.op() instanceof Conv conv
        && conv.groups() == 1
        && Product.isQuantised(node)
        && node.output().shape().dim(0) == 1
        && DspProduct.accepts(Product.of(node));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    Conv conv = (Conv) node.op();
    return new ConvS8DspCall(
        "modelc_conv_s8_dsp",
        WindowGeometry.of(conv.window(), node.input(WeightedOp.ACTIVATIONS).shape(), node.output().shape()),
        product.input().zeroPoint(),
        product.output(),
        DspProduct.paddedInputs(product.filterSize()),
        lowering.array("weights", DspProduct.pack(product, GROUP)),
        lowering.array("channels", DspProduct.channels(product, GROUP, true)));
  }

  /** Two columns of 16-bit inputs and the rows they are gathered from. */
  @Override
  public int scratchBytes(Node node) {
    return DspProduct.paddedInputs(node.input(WeightedOp.WEIGHTS).shape().product(1, 4)) * (2 * Short.BYTES + 2);
  }

  /** A pointwise convolution has read a place before it writes there. */
  @Override
  public OptionalInt inPlaceInput(Node node) {
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    boolean pointwise = ((Conv) node.op()).window().isPointwise();
    return pointwise && node.output().shape().dim(3) <= input.dim(3) ? OptionalInt.of(WeightedOp.ACTIVATIONS) : OptionalInt.empty();
  }
}
