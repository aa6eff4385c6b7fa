package org.modelc.kernel;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.c.Call;
import org.modelc.c.DepthwiseLineS8DspCall;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;
import org.modelc.target.Target;

/** Depthwise convolution along one axis, as of sequences, with the DSP extension: four channels by two places at a time. */
final class DepthwiseLineDsp implements Kernel {
  private static final int QUAD_INSTRUCTIONS = 80;
  private static final int TAP_INSTRUCTIONS = 12;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("dsp") && DspQuads.accepts(node) && isLine(IntegerConvolutions.window(node));
  }

  /** Whether the window has one side of 1 that neither pads nor strides, and slides along the other by single steps. */
  private static boolean isLine(Window window) {
    boolean plain = window.strideHeight() == 1 && window.strideWidth() == 1 && window.dilationHeight() == 1 && window.dilationWidth() == 1;
    boolean vertical = window.kernelWidth() == 1 && window.padLeft() + window.padRight() == 0;
    boolean horizontal = window.kernelHeight() == 1 && window.padTop() + window.padBottom() == 0;
    return plain && (vertical || horizontal && window.kernelWidth() > 1);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    int[] taps = IntStream.range(0, product.filterSize()).toArray();
    return DepthwiseLineS8DspCall.of(
        IntegerConvolutions.window(node),
        IntegerConvolutions.input(node),
        node.output().shape(),
        product.input().zeroPoint(),
        product.output(),
        lowering.array("quads", DspQuads.pack(product, taps, product::foldedBias)));
  }

  /** The widened weights and the widened line of one quad. */
  @Override
  public int scratchBytes(Node node) {
    Window window = IntegerConvolutions.window(node);
    Shape output = node.output().shape();
    int taps = window.kernelHeight() * window.kernelWidth();
    int length = window.kernelWidth() == 1 ? output.dim(1) : output.dim(2);
    return (2 * taps + length) * DspQuads.SIZE * Short.BYTES;
  }

  /** A line is widened before its results are written, and lines and channels do not depend on each other. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    Shape input = IntegerConvolutions.input(node);
    Shape output = node.output().shape();
    boolean oneLine = IntegerConvolutions.window(node).kernelWidth() == 1 ? input.dim(2) == 1 : input.dim(1) == 1;
    boolean shrinks = output.dim(1) <= input.dim(1) && output.dim(2) <= input.dim(2);
    return shrinks && (oneLine || output.equals(input)) ? List.of(WeightedOp.ACTIVATIONS) : List.of();
  }

  @Override
  public double instructionsPerMac() {
    return 3;
  }

  @Override
  public int rowsAtOnce(Node node) {
    return IntegerConvolutions.window(node).kernelWidth() == 1 ? 2 : 1;
  }

  /** For every quad its widened weights, and the places that the band before had widened already. */
  @Override
  public long fixedInstructions(Node node) {
    int taps = IntegerConvolutions.window(node).kernelHeight();
    return FIXED_INSTRUCTIONS + (long) IntegerConvolutions.input(node).dim(3) / DspQuads.SIZE * (QUAD_INSTRUCTIONS + taps * TAP_INSTRUCTIONS);
  }
}
