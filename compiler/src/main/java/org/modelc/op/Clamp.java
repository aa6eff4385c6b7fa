package org.modelc.op;

import org.modelc.arithmetic.IntegerRange;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;

/**
 * Bounds that an operator applies to its result: a fused Relu, Relu6 or Clip.
 *
 * @param min real number, may be negative infinity
 * @param max real number, at least min, may be infinity
 */
public record Clamp(float min, float max) {
  public static final Clamp NONE = new Clamp(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
  public static final Clamp RELU = new Clamp(0, Float.POSITIVE_INFINITY);

  public boolean isNone() {
    return equals(NONE);
  }

  /** The bounds of clamping by this and then by {@code next}. */
  public Clamp then(Clamp next) {
    return new Clamp(next.apply(min), next.apply(max));
  }

  /** The nearest number within the bounds. As in C, -0 is within 0 and more, and NaN stays. */
  public float apply(float value) {
    return value < min ? min : value > max ? max : value;
  }

  public double apply(double value) {
    return value < min ? min : value > max ? max : value;
  }

  /** For integers that are not quantised. */
  public long apply(long value) {
    return value < min ? (long) min : value > max ? (long) max : value;
  }

  /** The lower bound as an integer of {@code dtype} (S8, U8 or S16) quantised by {@code quant}. */
  public int quantisedMin(DType dtype, Quant quant) {
    return quantise(min, dtype, quant);
  }

  /** The upper bound as an integer of {@code dtype} (S8, U8 or S16) quantised by {@code quant}. */
  public int quantisedMax(DType dtype, Quant quant) {
    return quantise(max, dtype, quant);
  }

  private static int quantise(float bound, DType dtype, Quant quant) {
    return (int) IntegerRange.of(dtype).saturate(Math.rint((double) bound / quant.scale()) + quant.zeroPoint());
  }
}
