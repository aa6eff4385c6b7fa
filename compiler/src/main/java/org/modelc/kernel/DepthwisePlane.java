package org.modelc.kernel;

import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Window;

/**
 * The scratch plane of {@code modelc_depthwise_conv_s8_thumb1}: a channel of the input with its padding, in lines along the inner axis, whose
 * elements are sorted by their remainder modulo the stride.
 *
 * @param window the convolution's, in the order outer, inner: transposed if {@code isUpright}
 * @param outerLength padded, in elements
 * @param innerLength padded, in elements
 * @param isUpright whether the inner axis is the image's height
 */
record DepthwisePlane(Window window, int outerLength, int innerLength, boolean isUpright) {
  /** Results that are computed at a time; where there are fewer, one is. */
  private static final int TILE = 3;

  /** With the inner axis that needs fewer tiles. */
  static DepthwisePlane of(Node node) {
    Window window = IntegerConvolutions.window(node);
    Shape input = IntegerConvolutions.input(node);
    Shape output = node.output().shape();
    int height = input.dim(1) + window.padTop() + window.padBottom();
    int width = input.dim(2) + window.padLeft() + window.padRight();
    return tiles(output.dim(1), output.dim(2)) < tiles(output.dim(2), output.dim(1))
        ? new DepthwisePlane(transposed(window), width, height, true)
        : new DepthwisePlane(window, height, width, false);
  }

  private static int tiles(int inner, int outer) {
    return outer * (inner < TILE ? inner : ceilDiv(inner, TILE));
  }

  private static Window transposed(Window w) {
    return new Window(
        w.kernelWidth(), w.kernelHeight(), w.strideWidth(), w.strideHeight(), w.dilationWidth(), w.dilationHeight(),
        w.padLeft(), w.padTop(), w.padRight(), w.padBottom());
  }

  private static int ceilDiv(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  int height() {
    return outerLength;
  }

  int width() {
    return ceilDiv(innerLength, window.strideWidth()) * window.strideWidth();
  }

  int bytes() {
    return height() * width();
  }

  /** Of all taps, in the order of the weights. */
  int[] offsets() {
    int rows = isUpright ? window.kernelWidth() : window.kernelHeight();
    int columns = isUpright ? window.kernelHeight() : window.kernelWidth();
    int[] offsets = new int[rows * columns];
    for (int tap = 0; tap < offsets.length; tap++) {
      int y = tap / columns;
      int x = tap % columns;
      offsets[tap] = isUpright ? offset(x, y) : offset(y, x);
    }
    return offsets;
  }

  private int offset(int outer, int inner) {
    int place = inner * window.dilationWidth();
    int phaseLength = width() / window.strideWidth();
    return outer * window.dilationHeight() * width() + place % window.strideWidth() * phaseLength + place / window.strideWidth();
  }
}
