package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.ConvS8Thumb1Call;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/**
 * Convolution of one group for Armv6-M: one filter by several places at a time, which share words.
 *
 * @param places that make a tile
 * @param wordsAnInput that hold an input of each place
 * @param largestSum what sums of raw inputs stay below, so that they come apart in the end
 * @param worthwhileMacs multiply-accumulates from which on it is worth its code
 */
record ConvThumb1(String name, int places, int wordsAnInput, int largestSum, long worthwhileMacs) implements Kernel {
  private static final int INSTRUCTIONS_A_WORD = 2;

  /** Loads of words and weight. */
  private static final int INSTRUCTIONS_AN_INPUT = 2;

  /** What is needed beside the products, for each of them, in filters of usual size. */
  private static final double OTHER_INSTRUCTIONS = 0.6;

  private static final ConvThumb1 FOUR = new ConvThumb1("modelc_conv_s8_thumb1", 4, 3, (1 << 23) - (1 << 15), 0);
  /** Its code takes 2 kB, mostly beside that of the former. */
  private static final ConvThumb1 EIGHT = new ConvThumb1("modelc_conv_8_places_s8_thumb1", 8, 5, (1 << 19) - (1 << 8), 1_000_000);

  /** For all layers. */
  static Kernel byFour() {
    return FOUR;
  }

  /** For those with small sums and enough places. */
  static Kernel byEight() {
    return EIGHT;
  }

  @Override
  public boolean accepts(Node node, Target target) {
    return Thumb1Product.isFor(target)
        && IntegerConvolutions.isOneGroup(node)
        && (this == FOUR || work(node) < FOUR.work(node))
        && Thumb1Product.acceptsPackedSums(Product.of(node), 0, largestSum);
  }

  /** Instructions for the products of one weight at all places. */
  private int work(Node node) {
    Shape output = node.output().shape();
    int tiles = (output.product(1, 3) + places - 1) / places;
    return tiles * (INSTRUCTIONS_AN_INPUT + INSTRUCTIONS_A_WORD * wordsAnInput);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    return new ConvS8Thumb1Call(
        name,
        WindowGeometry.of(IntegerConvolutions.window(node), IntegerConvolutions.input(node), node.output().shape()),
        product.input().zeroPoint(),
        product.filterSize(),
        product.output(),
        SingleProduct.of(product).estimate(),
        lowering.array("weights", TiledProduct.pack(product, 1)),
        lowering.array("channels", MveProduct.channels(product, 1)));
  }

  /** Start values and inputs of a tile's columns, and a pixel of padding. */
  @Override
  public int scratchBytes(Node node) {
    int inputs = node.input(WeightedOp.WEIGHTS).shape().product(1, 4);
    return wordsAnInput * Integer.BYTES * (1 + inputs) + IntegerConvolutions.input(node).dim(3);
  }

  /** A pointwise convolution has read a place before it writes there. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return IntegerConvolutions.pointwiseInPlace(node);
  }

  /** A tile goes on in the next row. */
  @Override
  public int rowsAtOnce(Node node) {
    return Math.max(1, places / node.output().shape().dim(2));
  }

  @Override
  public double instructionsPerMac() {
    return (double) (INSTRUCTIONS_AN_INPUT + INSTRUCTIONS_A_WORD * wordsAnInput) / places + OTHER_INSTRUCTIONS;
  }
}
