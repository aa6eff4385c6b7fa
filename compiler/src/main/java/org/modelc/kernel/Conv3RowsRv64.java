package org.modelc.kernel;

import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.c.Call;
import org.modelc.c.Conv3RowsS8Rv64Call;
import org.modelc.c.Lowering;
import org.modelc.c.WindowGeometry;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Window;
import org.modelc.target.Target;

/** Convolution with kernels of three rows on 64-bit cores: a column of the window in one multiplication, prepared once for all windows of a row. */
final class Conv3RowsRv64 implements Kernel {
  private static final int ROWS = 3;
  private static final int INPUT_ORIGIN = 0;

  /** Its code takes 3 kB beside the general kernel's, which needs a quarter of an instruction more for each product. */
  private static final int WORTHWHILE_MACS = 100_000;

  @Override
  public boolean accepts(Node node, Target target) {
    return Rv64Product.isFor(target)
        && IntegerConvolutions.isOneGroup(node)
        && isShared(IntegerConvolutions.window(node), IntegerConvolutions.input(node))
        && Rv64Product.accepts(Product.of(node))
        && blockColumns(node).isPresent();
  }

  @Override
  public long worthwhileMacs() {
    return WORTHWHILE_MACS;
  }

  /** Whether windows share columns, and all of them begin with the first triple of a word. */
  private static boolean isShared(Window window, Shape input) {
    return window.kernelHeight() == ROWS
        && window.kernelWidth() > window.strideWidth()
        && window.dilationHeight() == 1
        && window.dilationWidth() == 1
        && window.strideWidth() * input.dim(3) % 2 == 0;
  }

  /** Columns of the window that make a block; the largest number that the weights allow. */
  private static Optional<Integer> blockColumns(Node node) {
    int width = IntegerConvolutions.window(node).kernelWidth();
    int channels = IntegerConvolutions.input(node).dim(3);
    Product product = product(node);
    return IntStream.iterate(width, columns -> columns > 0, columns -> columns - 1)
        .filter(columns -> columns == width || columns * channels % 2 == 0)
        .filter(columns -> TripleWeights.isExact(product, columns * channels, INPUT_ORIGIN))
        .boxed()
        .findFirst();
  }

  /** With weights in the order kernel x, input channel, kernel y. */
  private static Product product(Node node) {
    int width = IntegerConvolutions.window(node).kernelWidth();
    int channels = IntegerConvolutions.input(node).dim(3);
    int[] order = IntStream.range(0, ROWS * width * channels)
        .map(i -> (i % ROWS * width + i / (ROWS * channels)) * channels + i / ROWS % channels)
        .toArray();
    return Product.of(node).inOrder(order);
  }

  private static int columns(Node node) {
    Window window = IntegerConvolutions.window(node);
    return (node.output().shape().dim(2) - 1) * window.strideWidth() + window.kernelWidth();
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = product(node);
    int blockColumns = blockColumns(node).orElseThrow();
    return new Conv3RowsS8Rv64Call(
        "modelc_conv_3_rows_s8_rv64",
        WindowGeometry.of(IntegerConvolutions.window(node), IntegerConvolutions.input(node), node.output().shape()),
        product.input().zeroPoint(),
        columns(node),
        blockColumns,
        new TripleWeights(product, blockColumns * IntegerConvolutions.input(node).dim(3)).filters(lowering));
  }

  /** The columns of a row of windows with what each adds to start values, the start values of two windows, a row of padding. */
  @Override
  public int scratchBytes(Node node) {
    Shape input = IntegerConvolutions.input(node);
    int starts = 2 * IntegerConvolutions.window(node).kernelWidth();
    return Long.BYTES * (columns(node) * (input.dim(3) + 1) + starts) + input.dim(2) * input.dim(3);
  }

  @Override
  public double instructionsPerMac() {
    return 1.3;
  }
}
