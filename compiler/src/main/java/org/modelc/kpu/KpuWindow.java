package org.modelc.kpu;

import org.modelc.ir.Shape;
import org.modelc.op.KpuFrame;
import org.modelc.op.Window;

/**
 * A convolution of any window as one of 1x1 or 3x3 with stride 1, over copies of the input: the sums are the same, since every element of the kernel is one
 * of theirs and all others are 0.
 */
record KpuWindow(KpuFrame frame, KpuGrid grid) {
  private static final int LEAST_SIZE = 4;

  /**
   * The copies for a window.
   *
   * @param more rows and columns of the image beyond those of the output, which spare copies at the lower and right edge
   */
  static KpuWindow of(Window window, Shape input, Shape output, int more) {
    int height = Math.max(LEAST_SIZE, output.dim(1) + more);
    int width = Math.max(LEAST_SIZE, output.dim(2) + more);
    KpuTaps rows = KpuTaps.of(new KpuTaps.Thinned(
        window.kernelHeight(), window.strideHeight(), window.dilationHeight(), window.padTop(), input.dim(1), output.dim(1), height));
    KpuTaps columns = KpuTaps.of(new KpuTaps.Thinned(
        window.kernelWidth(), window.strideWidth(), window.dilationWidth(), window.padLeft(), input.dim(2), output.dim(2), width));
    return new KpuWindow(new KpuFrame(height, width, window.strideHeight(), window.strideWidth(), rows.firsts(), columns.firsts()), new KpuGrid(rows, columns));
  }
}
