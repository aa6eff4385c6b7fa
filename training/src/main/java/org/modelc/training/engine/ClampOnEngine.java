package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import org.modelc.op.Clamp;

/** Bounds of results. Where a bound is active the gradient is 0. */
final class ClampOnEngine {
  private ClampOnEngine() {}

  static NDArray apply(Clamp clamp, NDArray x) {
    if (clamp.isNone()) {
      return x;
    }
    return clamp.equals(Clamp.RELU) ? x.getNDArrayInternal().relu() : x.clip(clamp.min(), clamp.max());
  }
}
