package org.modelc.kernel;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.c.Call;
import org.modelc.c.ConvSparseDspCall;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Window;
import org.modelc.target.Target;

/**
 * Convolution of one group with the weights that are not 0 only, at eight places at a time, by 64-bit multiply-accumulates with the DSP
 * extension.
 */
final class ConvSparseDsp implements CompressedKernel {
  /** Two places share an accumulator of 64 bits, the first in 23 of them. */
  private static final long LARGEST_ACCUMULATOR = (1 << 22) - 1;

  private static final int CODE_BYTES = 2100;

  private static final double INSTRUCTIONS_PER_STEP = 9;
  private static final double INSTRUCTIONS_PER_FILTER = 100;
  private static final double INSTRUCTIONS_PER_TILE = 120;

  /** Of a phase of a row of the strip, of a channel in it, and of its words. */
  private static final double INSTRUCTIONS_PER_ROW = 100;
  private static final double INSTRUCTIONS_PER_LINE = 18;
  private static final double INSTRUCTIONS_PER_WORD = 6;

  @Override
  public boolean accepts(Node node, Target target) {
    return target.has("dsp")
        && IntegerConvolutions.isOneGroup(node)
        && Product.of(node).largestAccumulator() <= LARGEST_ACCUMULATOR
        && SparseDsp.accepts(Product.of(node), steps(node));
  }

  private static SparseSteps steps(Node node) {
    Product product = Product.of(node);
    return SparseSteps.of(product, IntStream.range(0, product.filterSize()).map(SparseStrip.of(node)::place).toArray(), 1);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    SparseStrip strip = SparseStrip.of(node);
    return new ConvSparseDspCall(
        "modelc_conv_s8_sparse_dsp",
        geometry(node),
        product.input().zeroPoint(),
        strip.tileRows(),
        strip.phases(),
        strip.line(),
        SparseDsp.filters(product, steps(node), lowering));
  }

  /** All pixels of a pointwise convolution are one row. */
  private static WindowGeometry geometry(Node node) {
    Window window = IntegerConvolutions.window(node);
    return WindowGeometry.of(window, row(window, IntegerConvolutions.input(node)), row(window, node.output().shape()));
  }

  private static Shape row(Window window, Shape map) {
    return window.isPointwise() ? Shape.of(1, 1, map.dim(1) * map.dim(2), map.dim(3)) : map;
  }

  @Override
  public int weightBytes(Node node) {
    return steps(node).bytes();
  }

  /** Rows of the strip are made for each tile anew, but for those that the tile above it had. */
  @Override
  public double instructions(Node node) {
    SparseStrip strip = SparseStrip.of(node);
    Shape output = row(strip.window(), node.output().shape());
    double tile = INSTRUCTIONS_PER_TILE
        + INSTRUCTIONS_PER_STEP * steps(node).total()
        + INSTRUCTIONS_PER_FILTER * Product.of(node).filters()
        + strip.newRows() * rowInstructions(strip);
    return fixedInstructions(node) + strip.tiles(output) * tile;
  }

  private static double rowInstructions(SparseStrip strip) {
    double line = INSTRUCTIONS_PER_LINE + strip.line() * INSTRUCTIONS_PER_WORD;
    return strip.phases() * (INSTRUCTIONS_PER_ROW + strip.channels() * line);
  }

  /** The first tile of a strip has no tile above it. */
  @Override
  public long fixedInstructions(Node node) {
    SparseStrip strip = SparseStrip.of(node);
    int commonRows = strip.window().kernelHeight() - strip.newRows();
    return FIXED_INSTRUCTIONS + (long) (strip.count(row(strip.window(), node.output().shape())) * commonRows * rowInstructions(strip));
  }

  @Override
  public int codeBytes() {
    return CODE_BYTES;
  }

  /** A strip. */
  @Override
  public int scratchBytes(Node node) {
    return SparseStrip.of(node).words() * Integer.BYTES;
  }

  /** A pointwise convolution has read a place before it writes there. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return IntegerConvolutions.pointwiseInPlace(node);
  }

  @Override
  public double instructionsPerMac() {
    return INSTRUCTIONS_PER_STEP / SparseStrip.PLACES;
  }

  @Override
  public int rowsAtOnce(Node node) {
    return SparseStrip.of(node).tileRows();
  }
}
