package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * Single numbers as arrays that last as long as what is computed with them. The engine's own {@code mul(Number)}, {@code div}, {@code pow},
 * {@code maximum} and {@code minimum} give the number's memory back before they return, though gradients read it later; {@code add} and
 * {@code sub} need no number for gradients.
 */
public final class Scalars {
  private Scalars() {}

  /** {@code value} as an array without axes, of the type of {@code x} where that is floats, which belongs to the manager of {@code x}. */
  public static NDArray of(NDArray x, Number value) {
    return x.getDataType() == DataType.FLOAT32 ? x.getManager().create(value.floatValue()) : x.getManager().create(value);
  }
}
