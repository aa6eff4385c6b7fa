package org.modelc.op;

import java.util.List;
import org.modelc.ir.Shape;

/**
 * What an upload makes of an input [1,H,W,C]: an image of several copies, each moved and thinned out. Copy {@code (r, c)} has the channels from {@code (r *
 * columns + c) * C} on, and {@code copy(y, x) = input(y * rowStride + rows[r], x * columnStride + columns[c])}, or 0 outside the input.
 *
 * @param height of the image
 * @param rows of the input at which the copies begin; may be negative
 */
public record KpuFrame(int height, int width, int rowStride, int columnStride, List<Integer> rows, List<Integer> columns) {

  public KpuFrame {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
  }

  /** The input itself. */
  public static KpuFrame whole(Shape input) {
    return new KpuFrame(input.dim(1), input.dim(2), 1, 1, List.of(0), List.of(0));
  }

  /** Whether the image has the input in its upper left corner, all of it, and 0 elsewhere. */
  public boolean isCorner(Shape input) {
    boolean reaches = height >= input.dim(1) && width >= input.dim(2);
    return reaches && equals(new KpuFrame(height, width, 1, 1, List.of(0), List.of(0)));
  }

  public int copies() {
    return rows.size() * columns.size();
  }

  /** The image's shape. */
  public Shape image(Shape input) {
    return Shape.of(1, height, width, copies() * input.dim(3));
  }
}
