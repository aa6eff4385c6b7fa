package org.modelc.arithmetic;

import org.modelc.ir.DType;

/**
 * Turns real numbers into the integers of one scale and zero point: {@code saturate(round(real / scale) + zero point)}. Rounding is half
 * to even, as ONNX wants it; NaN gives the zero point.
 */
public record Quantisation(float scale, int zeroPoint, IntegerRange range) {

  public static Quantisation of(DType dtype, float scale, int zeroPoint) {
    return new Quantisation(scale, zeroPoint, IntegerRange.of(dtype));
  }

  /** With the division in double: for what is computed at compile time. */
  public long quantise(double real) {
    return shifted(Math.rint(real / scale));
  }

  /** With the division in float, as the kernel {@code modelc_quantise_s8} does. */
  public long quantise(float real) {
    return shifted(Math.rint(real / scale));
  }

  private long shifted(double rounded) {
    return range.saturate(Double.isNaN(rounded) ? zeroPoint : rounded + zeroPoint);
  }
}
