package org.modelc.kpu;

import org.modelc.ir.Shape;
import org.modelc.op.KpuView;

/**
 * How an image [1,H,W,C] of bytes, or the upper left corner of one, lies in AI SRAM, whose rows have 64 bytes. Narrow images have several channels side by
 * side in a row; wide ones take several rows a line.
 *
 * @param height of the corner, or of the image
 * @param channelsPerGroup channels that share rows: 4, 2 or 1
 * @param rowsPerLine rows that one line of the image takes, 1 or more
 * @param groupRows rows of one group of channels of the image
 * @param pitch bytes from one channel to the next within a row
 */
public record AiSramLayout(int height, int width, int channels, int channelsPerGroup, int rowsPerLine, int groupRows, int pitch) {
  public static final int ROW_BYTES = 64;
  public static final int ROWS = (2 << 20) / ROW_BYTES;

  public static AiSramLayout of(Shape image) {
    int height = image.dim(1);
    int width = image.dim(2);
    int channels = image.dim(3);
    if (width <= 16) {
      return new AiSramLayout(height, width, channels, 4, 1, height, 16);
    } else if (width <= 32) {
      return new AiSramLayout(height, width, channels, 2, 1, height, 32);
    }
    int rowsPerLine = (width + ROW_BYTES - 1) / ROW_BYTES;
    return new AiSramLayout(height, width, channels, 1, rowsPerLine, rowsPerLine * height, ROW_BYTES);
  }

  /** A corner of an image. */
  public static AiSramLayout of(Shape image, KpuView corner) {
    AiSramLayout whole = of(image);
    return new AiSramLayout(
        corner.height(), corner.width(), whole.channels, whole.channelsPerGroup, whole.rowsPerLine, whole.groupRows, whole.pitch);
  }

  public int groups() {
    return (channels + channelsPerGroup - 1) / channelsPerGroup;
  }

  /** Rows of the whole image. */
  public int rows() {
    return groupRows * groups();
  }
}
