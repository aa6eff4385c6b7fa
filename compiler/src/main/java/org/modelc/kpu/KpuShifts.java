package org.modelc.kpu;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.KpuView;
import org.modelc.op.Window;

/**
 * A convolution of any window as one of 1x1 or 3x3 over moved copies of its input, which layers of the KPU make: each moves every copy by at most one
 * row and column. The convolution is computed at all places of the image, some of which are its result.
 *
 * @param height of the image, at least that of the input, which is followed by zeros
 */
record KpuShifts(int height, int width, KpuGrid grid, KpuView view) {
  private static final int KERNEL = 3;
  private static final int LEAST_SIZE = 4;
  private static final int MOST_STRIDE = 2;

  /** One dimension: taps, and the first place that is a result. */
  private record Line(KpuTaps taps, int first) {
    static final Comparator<Line> CHEAPEST = Comparator.<Line>comparingInt(line -> line.taps.firsts().size()).thenComparingInt(line -> line.taps.farthest());
  }

  /**
   * The copies for a window; empty where the KPU would have to choose places that it cannot.
   *
   * @param alignment what the first row and column must be multiples of, for a pool that follows
   */
  static Optional<KpuShifts> of(Window window, Shape input, Shape output, int alignment) {
    int stride = window.strideHeight();
    if (stride != window.strideWidth() || stride > MOST_STRIDE) {
      return Optional.empty();
    }
    int height = Math.max(LEAST_SIZE, Math.max(input.dim(1), stride * output.dim(1)));
    int width = Math.max(LEAST_SIZE, Math.max(input.dim(2), stride * output.dim(2)));
    Optional<Line> rows = line(window.kernelHeight(), window.dilationHeight(), window.padTop(), stride, output.dim(1), height, alignment);
    Optional<Line> columns = line(window.kernelWidth(), window.dilationWidth(), window.padLeft(), stride, output.dim(2), width, alignment);
    return rows.flatMap(row -> columns.map(column -> new KpuShifts(
        height, width, new KpuGrid(row.taps, column.taps), new KpuView(row.first, column.first, stride, output.dim(1), output.dim(2)))));
  }

  /** With stride 2 the first place counts, so that the layer can choose every second. */
  private static Optional<Line> line(int kernel, int dilation, int pad, int stride, int output, int size, int alignment) {
    int last = stride > 1 ? 0 : size - output;
    return IntStream.rangeClosed(0, last)
        .filter(first -> first % alignment == 0)
        .mapToObj(first -> new Line(
            KpuTaps.of(new KpuTaps.Moved(kernel, dilation, first + pad, first == 0, first + stride * (output - 1) == size - 1)), first))
        .min(Line.CHEAPEST);
  }

  /** The input, with zeros behind it where the image is larger. */
  Shape image(int channels) {
    return Shape.of(1, height, width, channels);
  }

  Shape copies(int channels) {
    return image(grid.copies() * channels);
  }

  /** Layers that make the copies, one after the other; none where the only copy is the image itself. */
  int layers() {
    int farthest = Math.max(grid.rows().farthest(), grid.columns().farthest());
    return grid.copies() == 1 ? farthest : Math.max(1, farthest);
  }

  /** Whether a layer moves each channel by itself: all but the one that makes several of one. */
  boolean isDepthwise(int number) {
    return number > 1 || grid.copies() == 1;
  }

  /** Predicted cycles of the layers that make the copies, with the CPU's instructions for them. */
  long cycles(int channels) {
    return IntStream.rangeClosed(1, layers()).mapToLong(number -> {
      Shape read = number == 1 ? image(channels) : copies(channels);
      return KpuCycles.ofLayer(read, isDepthwise(number), grid.copies() * channels) + KpuCycles.PER_LAYER;
    }).sum();
  }

  /** Whether the convolution depends on what is beyond the input's edges. */
  static boolean isPadded(Window window, Shape input, Shape output) {
    return window.padTop() > 0 || window.padLeft() > 0
        || (output.dim(1) - 1) * window.strideHeight() + (window.kernelHeight() - 1) * window.dilationHeight() >= input.dim(1)
        || (output.dim(2) - 1) * window.strideWidth() + (window.kernelWidth() - 1) * window.dilationWidth() >= input.dim(2);
  }

  /**
   * The filters of a layer that makes copies: the first makes all of the image, others move each by itself.
   *
   * @param number of the layer, from 1 on
   * @param zero the byte that stands for 0
   */
  KpuFilters filters(int number, int channels, int zero) {
    int copied = grid.copies() * channels;
    boolean depthwise = isDepthwise(number);
    int read = depthwise ? 1 : channels;
    Tensor weights = Tensor.zeros(TensorType.of(DType.U8, Shape.of(copied, KERNEL, KERNEL, read)));
    int to = 0;
    for (int row : grid.rows().firsts()) {
      for (int column : grid.columns().firsts()) {
        for (int channel = 0; channel < channels; channel++, to++) {
          int tap = (1 + step(row, number)) * KERNEL + 1 + step(column, number);
          weights.bytes()[(to * KERNEL * KERNEL + tap) * read + (depthwise ? 0 : channel)] = 1;
        }
      }
    }
    return KpuFilters.ofCopies(weights, zero);
  }

  /** What a layer adds to a copy's way, -1, 0 or 1. */
  private static int step(int way, int number) {
    return Math.abs(way) >= number ? Integer.signum(way) : 0;
  }
}
