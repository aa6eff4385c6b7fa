package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.modelc.op.Window;

/** Maps as the engine wants them for sliding windows: [samples * N, C, H, W], views of the IR's [samples, N, H, W, C] where possible. */
final class WindowOnEngine {
  private WindowOnEngine() {}

  static NDArray channelsFirst(NDArray x) {
    Shape shape = x.getShape();
    return x.reshape(-1, shape.get(2), shape.get(3), shape.get(4)).transpose(0, 3, 1, 2);
  }

  /** @param batch the IR's first dimension */
  static NDArray channelsLast(NDArray x, int batch) {
    Shape shape = x.getShape();
    return x.transpose(0, 2, 3, 1).reshape(-1, batch, shape.get(2), shape.get(3), shape.get(1));
  }

  static Shape kernel(Window window) {
    return new Shape(window.kernelHeight(), window.kernelWidth());
  }

  static Shape stride(Window window) {
    return new Shape(window.strideHeight(), window.strideWidth());
  }

  static Shape dilation(Window window) {
    return new Shape(window.dilationHeight(), window.dilationWidth());
  }

  static boolean isDilated(Window window) {
    return window.dilationHeight() > 1 || window.dilationWidth() > 1;
  }

  /** The padding if it is the same on opposite sides. */
  static boolean isSymmetric(Window window) {
    return window.padTop() == window.padBottom() && window.padLeft() == window.padRight();
  }

  /** {@code x} (channels first) surrounded with {@code value} as the window says. */
  static NDArray padded(NDArray x, Window window, double value) {
    return window.isPadded()
        ? x.pad(new Shape(window.padLeft(), window.padRight(), window.padTop(), window.padBottom()), value)
        : x;
  }
}
