package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.DepthwiseConvS8DspCall;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;
import org.modelc.target.Target;

/** Depthwise 3x3 convolution with the DSP extension: four channels by two output rows at a time, channels one quad after the other. */
final class DepthwiseConv3x3Dsp implements Kernel {
  /** The taps in the order that the kernel adds them, by kernel column. */
  private static final int[] COLUMNS_OUTERMOST = {0, 3, 6, 1, 4, 7, 2, 5, 8};

  private static final int QUAD_INSTRUCTIONS = 150;
  private static final int WIDENING_INSTRUCTIONS = 8;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("dsp")
        && DspQuads.accepts(node)
        && isWindow(IntegerConvolutions.window(node));
  }

  private static boolean isWindow(Window window) {
    return IntegerConvolutions.is3x3(window) && window.strideHeight() == window.strideWidth() && window.strideHeight() <= 2;
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    Window window = IntegerConvolutions.window(node);
    return new DepthwiseConvS8DspCall(
        window.strideHeight() == 1 ? "modelc_depthwise_conv_3x3_s8_dsp" : "modelc_depthwise_conv_3x3_stride_2_s8_dsp",
        WindowGeometry.of(window, IntegerConvolutions.input(node), node.output().shape()),
        product.input().zeroPoint(),
        product.output(),
        lowering.array("quads", DspQuads.pack(product, COLUMNS_OUTERMOST, product::foldedBias)));
  }

  /** The columns of one quad's widened rows: four rows with stride 1, five with stride 2. */
  @Override
  public int scratchBytes(Node node) {
    int width = node.output().shape().dim(2);
    int rowBytes = DspQuads.SIZE * Short.BYTES;
    return IntegerConvolutions.window(node).strideHeight() == 1 ? (width + 2) * 4 * rowBytes : (2 * width + 1) * 5 * rowBytes;
  }

  @Override
  public double instructionsPerMac() {
    return 2.5;
  }

  @Override
  public int rowsAtOnce(Node node) {
    return 2;
  }

  /** For every quad its weights and, with stride 1, the two rows that the band before had widened already. */
  @Override
  public long fixedInstructions(Node node) {
    Window window = IntegerConvolutions.window(node);
    Shape input = IntegerConvolutions.input(node);
    int rowsAgain = window.strideHeight() == 1 ? 2 : 0;
    return FIXED_INSTRUCTIONS + (long) input.dim(3) / DspQuads.SIZE * (QUAD_INSTRUCTIONS + rowsAgain * input.dim(2) * WIDENING_INSTRUCTIONS);
  }

  /** Rows are widened before the output reaches them, and channels do not depend on each other. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    Shape input = IntegerConvolutions.input(node);
    Window window = IntegerConvolutions.window(node);
    boolean behind = node.output().shape().dim(2) <= input.dim(2) && window.padTop() <= window.strideHeight();
    return behind ? List.of(WeightedOp.ACTIVATIONS) : List.of();
  }
}
