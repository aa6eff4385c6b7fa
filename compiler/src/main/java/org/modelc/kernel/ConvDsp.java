package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.ConvS8DspCall;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/** Convolution of one group by SMLAD: two places by four filters at a time over columns of 16-bit inputs. */
final class ConvDsp implements Kernel {
  private static final int GROUP = 4;

  /** For each input of a group's filters at a place. */
  private static final double INSTRUCTIONS_PER_GROUP_INPUT = 3;

  /** For each group at a place. */
  private static final double INSTRUCTIONS_PER_GROUP = 43;

  private static final double INSTRUCTIONS_PER_COLUMN_INPUT = 1.1;
  private static final double INSTRUCTIONS_PER_ROW_OF_WORDS = 30;
  private static final double INSTRUCTIONS_PER_ROW_OF_BYTES = 70;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("dsp")
        && IntegerConvolutions.isOneGroup(node)
        && DspProduct.accepts(Product.of(node));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    return new ConvS8DspCall(
        "modelc_conv_s8_dsp",
        WindowGeometry.of(IntegerConvolutions.window(node), IntegerConvolutions.input(node), node.output().shape()),
        product.input().zeroPoint(),
        product.output(),
        DspProduct.paddedInputs(product.filterSize()),
        isOfPixels(node),
        lowering.array("weights", DspProduct.pack(product, GROUP)),
        lowering.array("channels", DspProduct.channels(product, GROUP)));
  }

  /** 1 where a place's inputs are a pixel of whole words, else 0. */
  static int isOfPixels(Node node) {
    return IntegerConvolutions.window(node).isPointwise() && Product.of(node).filterSize() % Integer.BYTES == 0 ? 1 : 0;
  }

  /** Two columns of 16-bit inputs and the bytes that one of them is gathered from. */
  @Override
  public int scratchBytes(Node node) {
    return columnBytes(node);
  }

  static int columnBytes(Node node) {
    return DspProduct.paddedInputs(node.input(WeightedOp.WEIGHTS).shape().product(1, 4)) * (2 * Short.BYTES + 1);
  }

  /** A pointwise convolution has read a place before it writes there. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return IntegerConvolutions.pointwiseInPlace(node);
  }

  @Override
  public double instructionsPerMac() {
    return 1;
  }

  @Override
  public double instructions(Node node) {
    return instructions(node, INSTRUCTIONS_PER_GROUP_INPUT, INSTRUCTIONS_PER_COLUMN_INPUT);
  }

  /** Where an input takes so many instructions in the tiles and when it is put into a column. */
  static double instructions(Node node, double perGroupInput, double perColumnInput) {
    Product product = Product.of(node);
    int inputs = DspProduct.paddedInputs(product.filterSize());
    boolean words = IntegerConvolutions.input(node).dim(3) % Integer.BYTES == 0;
    double column = perColumnInput * inputs
        + (words ? INSTRUCTIONS_PER_ROW_OF_WORDS : INSTRUCTIONS_PER_ROW_OF_BYTES) * IntegerConvolutions.window(node).kernelHeight();
    double groups = DspProduct.groups(product, GROUP) * (perGroupInput * inputs + INSTRUCTIONS_PER_GROUP);
    return FIXED_INSTRUCTIONS + IntegerConvolutions.places(node) * (column + groups);
  }
}
