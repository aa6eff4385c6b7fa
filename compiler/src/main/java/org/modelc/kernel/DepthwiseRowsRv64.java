package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.DepthwiseRowsS8Rv64Call;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;
import org.modelc.target.Target;

/**
 * Depthwise convolution of any window without dilation on 64-bit cores: one channel, four places of a row at a time, three taps of a row in
 * one multiplication. Columns take the place of rows where the kernel is a column.
 */
final class DepthwiseRowsRv64 implements Kernel {
  private static final int INPUT_ORIGIN = 128;
  private static final int TRIPLE = 3;
  private static final int PLACES = 4;
  private static final int CHANNEL_INSTRUCTIONS = 80;
  private static final int READ_INSTRUCTIONS = 8;

  @Override
  public boolean accepts(Node node, Target target) {
    return Rv64Product.isFor(target)
        && IntegerConvolutions.isDepthwise(node)
        && isPlain(IntegerConvolutions.window(node))
        && Rv64Product.accepts(Product.of(node))
        && TripleWeights.of(Product.of(node), INPUT_ORIGIN).blocks() == 1;
  }

  private static boolean isPlain(Window window) {
    return window.dilationHeight() == 1
        && window.dilationWidth() == 1
        && window.padTop() < window.kernelHeight()
        && window.padLeft() < window.kernelWidth();
  }

  /** Whether the kernel is a column that slides from column to column, so that columns are the rows of the C kernel. */
  private static boolean isTransposed(Node node) {
    Window window = IntegerConvolutions.window(node);
    int width = IntegerConvolutions.input(node).dim(2);
    return window.kernelWidth() == 1
        && window.kernelHeight() > 1
        && node.output().shape().dim(2) == width
        && (window.strideWidth() == 1 || width == 1);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Product product = Product.of(node);
    Window window = IntegerConvolutions.window(node);
    Shape input = IntegerConvolutions.input(node);
    Shape output = node.output().shape();
    boolean transposed = isTransposed(node);
    int across = transposed ? 2 : 1;
    int along = transposed ? 1 : 2;
    return new DepthwiseRowsS8Rv64Call(
        "modelc_depthwise_rows_s8_rv64",
        input.dim(3),
        input.dim(across), input.dim(along), step(input, across), step(input, along),
        output.dim(across), output.dim(along), step(output, across), step(output, along),
        transposed ? 1 : window.kernelHeight(), taps(node), triples(node),
        transposed ? 1 : window.strideHeight(), transposed ? window.strideHeight() : window.strideWidth(),
        transposed ? 0 : window.padTop(), transposed ? window.padTop() : window.padLeft(),
        columns(node),
        product.input().zeroPoint(),
        product.output(),
        lowering.array("weights", node.input(WeightedOp.WEIGHTS).requireConstant()),
        lowering.array("offsets", Rv64Product.offsets(product, 1, INPUT_ORIGIN)),
        lowering.array("multipliers", Rv64Product.multipliers(product, 1)));
  }

  private static int step(Shape shape, int axis) {
    return shape.product(axis + 1, shape.rank());
  }

  /** Of a row of the C kernel. */
  private static int taps(Node node) {
    Window window = IntegerConvolutions.window(node);
    return isTransposed(node) ? window.kernelHeight() : window.kernelWidth();
  }

  private static int triples(Node node) {
    return (taps(node) + TRIPLE - 1) / TRIPLE;
  }

  /** Words of a row of inputs, so that whole groups of places can be computed. */
  private static int columns(Node node) {
    Window window = IntegerConvolutions.window(node);
    int outputs = node.output().shape().dim(isTransposed(node) ? 1 : 2);
    int stride = isTransposed(node) ? window.strideHeight() : window.strideWidth();
    int groups = (outputs + PLACES - 1) / PLACES;
    return TRIPLE * triples(node) + stride * (PLACES * groups - 1);
  }

  private static int kernelRows(Node node) {
    return isTransposed(node) ? 1 : IntegerConvolutions.window(node).kernelHeight();
  }

  /** The weights of one channel, and as many rows as the kernel has. */
  @Override
  public int scratchBytes(Node node) {
    return Long.BYTES * kernelRows(node) * (triples(node) + columns(node));
  }

  /** A row of results is written when the rows that it lies in have been read; columns lie in their own column. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return IntegerConvolutions.rowsInPlace(node);
  }

  @Override
  public double instructionsPerMac() {
    return 5;
  }

  @Override
  public int rowsAtOnce(Node node) {
    return isTransposed(node) ? PLACES : 1;
  }

  /** For every channel its constants, and what the band before had read already. */
  @Override
  public long fixedInstructions(Node node) {
    int again = isTransposed(node) ? taps(node) : (kernelRows(node) - 1) * columns(node);
    return FIXED_INSTRUCTIONS + (long) IntegerConvolutions.input(node).dim(3) * (CHANNEL_INSTRUCTIONS + again * READ_INSTRUCTIONS);
  }
}
