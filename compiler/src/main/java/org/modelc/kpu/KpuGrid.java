package org.modelc.kpu;

import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/**
 * The taps of a convolution in both dimensions. Copy {@code (r, c)} has the channels from {@code (r * columns + c) * C} on.
 */
record KpuGrid(KpuTaps rows, KpuTaps columns) {

  int copies() {
    return rows.firsts().size() * columns.firsts().size();
  }

  /** Height and width of the KPU's kernel. */
  int kernel() {
    return rows.usesNeighbours() || columns.usesNeighbours() ? 3 : 1;
  }

  /** Weights [O,h,w,C] S8 of the window as those of the copies [O,k,k,copies C]. */
  Tensor weights(Tensor weights) {
    int filters = weights.shape().dim(0);
    int channels = weights.shape().dim(3);
    Shape shape = Shape.of(filters, kernel(), kernel(), copies() * channels);
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
    return (place * copies() + row.copy() * columns.firsts().size() + column.copy()) * channels;
  }
}
