package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.DepthwiseConvS8MveCall;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;
import org.modelc.target.Target;

/** Depthwise convolution with MVE: 16 channels at a time, block after block, over a ring of input rows. */
final class DepthwiseConvMve implements Kernel {
  private static final int BLOCK = 16;

  private static final int BLOCK_INSTRUCTIONS = 250;
  private static final int COPY_INSTRUCTIONS = 6;

  /** The channels of the four vectors of sums: products of even and odd bytes, widened twice. */
  private static final int[] CHANNEL_ORDER = {0, 4, 8, 12, 2, 6, 10, 14, 1, 5, 9, 13, 3, 7, 11, 15};

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("mve")
        && IntegerConvolutions.isDepthwise(node)
        && IntegerConvolutions.window(node).dilationHeight() == 1
        && IntegerConvolutions.window(node).dilationWidth() == 1
        && MveProduct.accepts(Product.of(node))
        && !Product.of(node).hasWeight(Byte.MIN_VALUE);
  }

  /** A map one pixel wide is one long row: it takes one call of the inner function, not one for each pixel. */
  private static boolean isColumn(Node node) {
    Window window = IntegerConvolutions.window(node);
    return IntegerConvolutions.input(node).dim(2) == 1 && window.kernelWidth() == 1 && window.padLeft() + window.padRight() == 0;
  }

  private static boolean is3x3(Node node) {
    return IntegerConvolutions.is3x3(IntegerConvolutions.window(node));
  }

  private static int rowPixels(Node node) {
    Window window = IntegerConvolutions.window(node);
    Shape input = IntegerConvolutions.input(node);
    return isColumn(node)
        ? input.dim(1) + window.padTop() + window.padBottom()
        : input.dim(2) + window.padLeft() + window.padRight();
  }

  private static WindowGeometry geometry(Node node) {
    WindowGeometry geometry =
        WindowGeometry.of(IntegerConvolutions.window(node), IntegerConvolutions.input(node), node.output().shape());
    return isColumn(node) ? geometry.transposed() : geometry;
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    return new DepthwiseConvS8MveCall(
        is3x3(node) ? "modelc_depthwise_conv_3x3_s8_mve" : "modelc_depthwise_conv_s8_mve",
        geometry(node),
        rowPixels(node),
        product.input().zeroPoint(),
        product.output(),
        lowering.array("weights", weights(product)),
        lowering.array("channels", channels(product)));
  }

  private static int blocks(Product product) {
    return (product.filters() + BLOCK - 1) / BLOCK;
  }

  private static Tensor weights(Product product) {
    byte[] bytes = new byte[blocks(product) * product.filterSize() * BLOCK];
    for (int i = 0; i < bytes.length; i++) {
      int tap = i / BLOCK % product.filterSize();
      int channel = i / BLOCK / product.filterSize() * BLOCK + i % BLOCK;
      bytes[i] = (byte) product.weight(channel, tap);
    }
    return Tensor.of(TensorType.of(DType.S8, Shape.of(bytes.length)), bytes);
  }

  private static int[] channels(Product product) {
    int[] words = new int[blocks(product) * 2 * BLOCK];
    int next = 0;
    for (int block = 0; block < words.length / 2; block += BLOCK) {
      for (int channel : CHANNEL_ORDER) {
        words[next++] = product.foldedBias(block + channel);
      }
      for (int channel : CHANNEL_ORDER) {
        words[next++] = product.multiplier(block + channel);
      }
    }
    return words;
  }

  /** As many rows of inputs as the kernel is high; where that is not 3x3, the weights of a block twice. */
  @Override
  public int scratchBytes(Node node) {
    Window window = IntegerConvolutions.window(node);
    int rows = isColumn(node) ? 1 : window.kernelHeight();
    int weights = is3x3(node) ? 0 : 2 * window.kernelHeight() * window.kernelWidth();
    return (weights + rows * rowPixels(node)) * BLOCK;
  }

  /** Rows are copied before the output reaches them, and channels do not depend on each other. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    Shape input = IntegerConvolutions.input(node);
    Shape output = node.output().shape();
    boolean behind = output.dim(2) <= input.dim(2) && output.dim(1) <= input.dim(1);
    boolean padsLessThanKernel = IntegerConvolutions.window(node).padTop() < IntegerConvolutions.window(node).kernelHeight();
    return behind && padsLessThanKernel ? List.of(WeightedOp.ACTIVATIONS) : List.of();
  }

  @Override
  public double instructionsPerMac() {
    return 1;
  }

  /** For every block its weights, and the rows that the band before had copied already. */
  @Override
  public long fixedInstructions(Node node) {
    Window window = IntegerConvolutions.window(node);
    int rowsAgain = Math.max(0, window.kernelHeight() - window.strideHeight());
    long blocks = (IntegerConvolutions.input(node).dim(3) + BLOCK - 1) / BLOCK;
    return FIXED_INSTRUCTIONS + blocks * (BLOCK_INSTRUCTIONS + (long) rowsAgain * rowPixels(node) * COPY_INSTRUCTIONS);
  }
}
