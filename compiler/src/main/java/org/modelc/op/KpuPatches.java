package org.modelc.op;

import org.modelc.ir.Shape;

/**
 * The image by which the KPU sees a row of elements at one place: eight of them to a channel, in rows of three. Row y of a channel has those from 3 y on,
 * and 0 behind the last of the eight; so a 3x3 convolution at place (1, 1) sees element {@code i} of a channel through its tap {@code (i / 3, i % 3)}.
 */
public final class KpuPatches {
  /** Elements of one channel: as many as a word has bytes. */
  public static final int ELEMENTS = 8;

  /** Elements of one row of a window. */
  public static final int COLUMNS = 3;

  private static final int SIZE = 4;

  private KpuPatches() {}

  /** The image's shape for so many elements. */
  public static Shape image(int elements) {
    return Shape.of(1, SIZE, SIZE, (elements + ELEMENTS - 1) / ELEMENTS);
  }

  /** The place that sees all elements of a channel. */
  public static KpuView view() {
    return new KpuView(1, 1, 1, 1, 1);
  }
}
