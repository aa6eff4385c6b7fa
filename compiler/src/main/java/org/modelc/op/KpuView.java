package org.modelc.op;

import org.modelc.ir.Shape;

/**
 * The places of an image in AI SRAM that are a value: {@code value(y, x) = image(firstRow + stride y, firstColumn + stride x)}. What the KPU computed
 * at the others is of no use.
 *
 * @param stride at least 1
 * @param height of the value
 */
public record KpuView(int firstRow, int firstColumn, int stride, int height, int width) {

  /** All places of an image [1,H,W,C]. */
  public static KpuView whole(Shape image) {
    return corner(image.dim(1), image.dim(2));
  }

  /** The upper left corner of an image. */
  public static KpuView corner(int height, int width) {
    return new KpuView(0, 0, 1, height, width);
  }

  public int places() {
    return height * width;
  }

  public boolean isWhole(Shape image) {
    return equals(whole(image));
  }

  /** Whether the value is the upper left corner of its image, or all of it. */
  public boolean isCorner() {
    return firstRow == 0 && firstColumn == 0 && stride == 1;
  }

  /** Whether the pools of a layer begin with the value's first row and column. */
  public boolean isAligned(int size) {
    return stride == 1 && firstRow % size == 0 && firstColumn % size == 0;
  }

  /** The places of an aligned value's pools, which make a value of another shape [1,H,W,C]. */
  public KpuView pooled(int size, Shape value) {
    return new KpuView(firstRow / size, firstColumn / size, 1, value.dim(1), value.dim(2));
  }

  /** Whether all places lie in the image. */
  public boolean isInside(Shape image) {
    return Math.min(firstRow, firstColumn) >= 0 && firstRow + stride * (height - 1) < image.dim(1) && firstColumn + stride * (width - 1) < image.dim(2);
  }
}
