package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.function.BinaryOperator;
import org.modelc.op.Window;

/** Pools under dilated windows, which the engine has not: what lies under one tap after the other is joined. */
final class DilatedWindow {
  private DilatedWindow() {}

  /**
   * All taps joined.
   *
   * @param maps padded, channels first
   * @param height of the result
   * @param width of the result
   */
  static NDArray joined(NDArray maps, Window window, int height, int width, BinaryOperator<NDArray> join) {
    NDArray result = null;
    for (int row = 0; row < window.kernelHeight(); row++) {
      for (int column = 0; column < window.kernelWidth(); column++) {
        NDArray tap = tap(maps, window, row * window.dilationHeight(), column * window.dilationWidth(), height, width);
        result = result == null ? tap : join.apply(result, tap);
      }
    }
    return result;
  }

  private static NDArray tap(NDArray maps, Window window, int top, int left, int height, int width) {
    return maps.get(new NDIndex().addAllDim().addAllDim()
        .addSliceDim(top, top + (height - 1L) * window.strideHeight() + 1, window.strideHeight())
        .addSliceDim(left, left + (width - 1L) * window.strideWidth() + 1, window.strideWidth()));
  }
}
