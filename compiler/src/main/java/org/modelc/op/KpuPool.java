package org.modelc.op;

/**
 * What the KPU does to a layer's bytes on their way out: a pooling window, or the choice of one sample of it. The output has {@code size / stride}
 * rows and columns.
 */
public enum KpuPool {
  NONE(0, 1),
  MAX_2X2(1, 2),
  /** The sum of four, a column or row beyond the edge replaced by the last, divided and truncated; so are all means. */
  MEAN_2X2(2, 2),
  MAX_4X4(3, 4),
  MEAN_4X4(4, 4),
  LEFT_TOP_OF_2X2(5, 2),
  RIGHT_TOP_OF_2X2(6, 2),
  LEFT_TOP_OF_4X4(7, 4),
  MEAN_2X2_STRIDE_1(8, 1),
  MAX_2X2_STRIDE_1(9, 1);

  private final int code;
  private final int stride;

  KpuPool(int code, int stride) {
    this.code = code;
    this.stride = stride;
  }

  /** The number in the layer's register. */
  public int code() {
    return code;
  }

  public int stride() {
    return stride;
  }

  /** Height or width after pooling. */
  public int output(int size) {
    return size / stride;
  }
}
