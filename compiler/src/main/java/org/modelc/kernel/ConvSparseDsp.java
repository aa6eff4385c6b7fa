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

  private static final int CODE_BYTES = 1500;

  private static final double INSTRUCTIONS_PER_STEP = 9;
  private static final double INSTRUCTIONS_PER_FILTER = 100;
  private static final double INSTRUCTIONS_PER_TILE = 120;
  private static final double INSTRUCTIONS_PER_WORD = 9;
  private static final double INSTRUCTIONS_PER_PIXEL = 25;

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
    Window window = strip.window();
    int newRows = Math.min(window.kernelHeight(), strip.tileRows() * window.strideHeight());
    double pixels = (double) newRows * strip.phases() * strip.line();
    double tile = INSTRUCTIONS_PER_TILE
        + INSTRUCTIONS_PER_STEP * steps(node).total()
        + INSTRUCTIONS_PER_FILTER * Product.of(node).filters()
        + pixels * (INSTRUCTIONS_PER_PIXEL + strip.channels() * INSTRUCTIONS_PER_WORD);
    return FIXED_INSTRUCTIONS + strip.tiles(row(window, node.output().shape())) * tile;
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
  public int rowsAtOnce(Node node) {
    return SparseStrip.of(node).tileRows();
  }
}
