package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.ConvS8DspCall;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** {@link ConvDsp} with weights of 4 bits: four filters share a 16-bit number. */
final class ConvFourBitDsp implements CompressedKernel {
  private static final int CODE_BYTES = 3500;

  /** Of those that {@link ConvDsp} takes, 25 to 24 for the same products. */
  private static final double INSTRUCTIONS_PER_MAC = 25 / 24.0;

  private static final double INSTRUCTIONS_PER_GROUP_INPUT = 25 / 8.0;

  /** Making a column and adding it up. */
  private static final double INSTRUCTIONS_PER_COLUMN_INPUT = 1.95;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("dsp") && IntegerConvolutions.isOneGroup(node) && FourBitDsp.accepts(Product.of(node));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    return new ConvS8DspCall(
        "modelc_conv_s4_dsp",
        WindowGeometry.of(IntegerConvolutions.window(node), IntegerConvolutions.input(node), node.output().shape()),
        product.input().zeroPoint(),
        product.output(),
        DspProduct.paddedInputs(product.filterSize()),
        ConvDsp.isOfPixels(node),
        lowering.array("weights", FourBitDsp.pack(product, FourBitDsp.QUAD)),
        lowering.array("channels", FourBitDsp.channels(product, FourBitDsp.QUAD)));
  }

  @Override
  public int weightBytes(Node node) {
    return Integer.BYTES * FourBitDsp.words(Product.of(node), FourBitDsp.QUAD);
  }

  @Override
  public double instructions(Node node) {
    return ConvDsp.instructions(node, INSTRUCTIONS_PER_GROUP_INPUT, INSTRUCTIONS_PER_COLUMN_INPUT);
  }

  @Override
  public int codeBytes() {
    return CODE_BYTES;
  }

  @Override
  public int scratchBytes(Node node) {
    return ConvDsp.columnBytes(node);
  }

  /** A pointwise convolution has read a place before it writes there. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return IntegerConvolutions.pointwiseInPlace(node);
  }

  @Override
  public double instructionsPerMac() {
    return INSTRUCTIONS_PER_MAC;
  }
}
