package org.modelc.kernel;

import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Window;

/**
 * The scratch memory of {@code modelc_conv_s8_sparse_dsp}: what eight places read, in lines of every pixel at the stride's distance.
 *
 * @param tileRows rows of the output that the eight places lie in: 1 or 2
 * @param phases lines that a row of a channel is split into
 * @param line words of a line
 */
record SparseStrip(Window window, int channels, int tileRows, int phases, int line) {
  /** Places of a tile. */
  static final int PLACES = 8;

  /** Places that lie beside each other in a line of words: the others are in the same words. */
  private static final int NEIGHBOURS = 4;

  /** The tile that leaves fewer places of a row unused, whatever the number of rows, so that all bands of a layer share their weights. */
  static SparseStrip of(Node node) {
    Window window = IntegerConvolutions.window(node);
    int width = window.isPointwise() ? PLACES : node.output().shape().dim(2);
    boolean two = window.kernelHeight() > 1 && roundedUp(width, NEIGHBOURS) < roundedUp(width, PLACES);
    int reach = (window.kernelWidth() - 1) * window.dilationWidth();
    return new SparseStrip(
        window,
        IntegerConvolutions.input(node).dim(3),
        two ? 2 : 1,
        Math.min(window.strideWidth(), reach + 1),
        NEIGHBOURS + reach / window.strideWidth());
  }

  static int roundedUp(int number, int step) {
    return (number + step - 1) / step * step;
  }

  /** The word of the weight {@code index} of a filter, in the order kernel y, kernel x, input channel. */
  int place(int index) {
    int channel = index % channels;
    int tap = index / channels;
    int x = tap % window.kernelWidth() * window.dilationWidth();
    int line = (tap / window.kernelWidth() * channels + channel) * phases + x % window.strideWidth();
    return line * line() + x / window.strideWidth();
  }

  int words() {
    return window.kernelHeight() * channels * phases * line;
  }

  /** Rows of the strip that a tile does not share with the one above it. */
  int newRows() {
    return window.dilationHeight() == 1 ? Math.min(window.kernelHeight(), tileRows * window.strideHeight()) : window.kernelHeight();
  }

  /** Strips of the output. */
  int count(Shape output) {
    return roundedUp(output.dim(2), PLACES / tileRows) / (PLACES / tileRows);
  }

  /** Tiles of the output. */
  int tiles(Shape output) {
    return count(output) * (roundedUp(output.dim(1), tileRows) / tileRows);
  }
}
