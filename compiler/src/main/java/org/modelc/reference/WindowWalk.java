package org.modelc.reference;

import org.modelc.ir.Shape;
import org.modelc.op.Window;

/** Visits the places of a window over an NHWC input in the order of the output, and the taps of each place that lie inside the input. */
record WindowWalk(Window window, Shape input, Shape output) {

  interface PlaceVisitor {
    void visit(Place place);
  }

  interface TapVisitor {
    /**
     * @param inputIndex of channel 0 of the element under the tap
     * @param tap row-major position in the kernel
     */
    void visit(int inputIndex, int tap);
  }

  void forEachPlace(PlaceVisitor visitor) {
    int outputIndex = 0;
    for (int n = 0; n < output.dim(0); n++) {
      for (int y = 0; y < output.dim(1); y++) {
        for (int x = 0; x < output.dim(2); x++, outputIndex += output.dim(3)) {
          int top = y * window.strideHeight() - window.padTop();
          int left = x * window.strideWidth() - window.padLeft();
          visitor.visit(new Place(this, n, top, left, outputIndex));
        }
      }
    }
  }

  /**
   * One place of the window.
   *
   * @param top row of the first tap; may lie in the padding
   * @param left column of the first tap; may lie in the padding
   * @param outputIndex of channel 0 of the result
   */
  record Place(WindowWalk walk, int n, int top, int left, int outputIndex) {

    /** Rows, then columns. */
    void forEachTap(TapVisitor visitor) {
      Window window = walk.window;
      int height = walk.input.dim(1);
      int width = walk.input.dim(2);
      int tap = 0;
      for (int ky = 0; ky < window.kernelHeight(); ky++) {
        int y = top + ky * window.dilationHeight();
        for (int kx = 0; kx < window.kernelWidth(); kx++, tap++) {
          int x = left + kx * window.dilationWidth();
          if (y >= 0 && y < height && x >= 0 && x < width) {
            visitor.visit(((n * height + y) * width + x) * walk.input.dim(3), tap);
          }
        }
      }
    }
  }
}
