package org.modelc.kpu;

import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.KpuFrame;
import org.modelc.op.Window;

/**
 * A convolution of any window as one of 1x1 or 3x3 with stride 1, over copies of the input: the sums are the same, since every element of the kernel is one
 * of theirs and all others are 0.
 */
record KpuWindow(KpuFrame frame, KpuTaps rows, KpuTaps columns) {
  private static final int LEAST_SIZE = 4;

  /**
   * The copies for a window.
   *
   * @param more rows and columns of the image beyond those of the output, which spare copies at the lower and right edge
   */
  static KpuWindow of(Window window, Shape input, Shape output, int more) {
    int height = Math.max(LEAST_SIZE, output.dim(1) + more);
    int width = Math.max(LEAST_SIZE, output.dim(2) + more);
    KpuTaps rows = KpuTaps.of(new KpuTaps.Dimension(
        window.kernelHeight(), window.strideHeight(), window.dilationHeight(), window.padTop(), input.dim(1), output.dim(1), height));
    KpuTaps columns = KpuTaps.of(new KpuTaps.Dimension(
        window.kernelWidth(), window.strideWidth(), window.dilationWidth(), window.padLeft(), input.dim(2), output.dim(2), width));
    return new KpuWindow(new KpuFrame(height, width, window.strideHeight(), window.strideWidth(), rows.firsts(), columns.firsts()), rows, columns);
  }

  /** Height and width of the KPU's kernel. */
  int kernel() {
    return rows.usesNeighbours() || columns.usesNeighbours() ? 3 : 1;
  }

  /** Weights [O,h,w,C] S8 of the window as those of the copies [O,k,k,copies C]. */
  Tensor weights(Tensor weights) {
    int filters = weights.shape().dim(0);
    int channels = weights.shape().dim(3);
    Shape shape = Shape.of(filters, kernel(), kernel(), frame.copies() * channels);
    byte[] bytes = new byte[shape.elements()];
    for (int filter = 0, from = 0; filter < filters; filter++) {
      for (KpuTaps.Use row : rows.uses()) {
        for (KpuTaps.Use column : columns.uses()) {
          System.arraycopy(weights.bytes(), from, bytes, at(filter, row, column, channels), channels);
          from += channels;
        }
      }
    }
    return Tensor.of(TensorType.quantised(DType.S8, shape, weights.type().requireQuant()), bytes);
  }

  private int at(int filter, KpuTaps.Use row, KpuTaps.Use column, int channels) {
    int kernel = kernel();
    int place = (filter * kernel + kernel / 2 + row.tap()) * kernel + kernel / 2 + column.tap();
    return (place * frame.copies() + row.copy() * columns.firsts().size() + column.copy()) * channels;
  }
}
