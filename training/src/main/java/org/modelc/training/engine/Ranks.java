package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/** The engine broadcasts as ONNX does once all arrays have the same rank behind the samples' axis. */
final class Ranks {
  private Ranks() {}

  /** {@code x} with axes of length 1 behind the samples' axis, so that {@code rank} axes follow that one. */
  static NDArray aligned(NDArray x, int rank) {
    long[] shape = x.getShape().getShape();
    int missing = rank + 1 - shape.length;
    if (missing == 0) {
      return x;
    }
    long[] aligned = new long[rank + 1];
    Arrays.fill(aligned, 1);
    aligned[0] = shape[0];
    System.arraycopy(shape, 1, aligned, 1 + missing, shape.length - 1);
    return x.reshape(aligned);
  }
}
