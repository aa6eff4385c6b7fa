package org.modelc.c;

/** Spells a float as a C constant expression that gives exactly this float. */
public final class FloatLiteral {
  private FloatLiteral() {}

  /** For example {@code 0.1f}, {@code -3.0e10f}, {@code -INFINITY}; NaN is {@code NAN} (both from math.h). */
  public static String of(float value) {
    if (Float.isNaN(value)) {
      return "NAN";
    }
    if (Float.isInfinite(value)) {
      return value > 0 ? "INFINITY" : "-INFINITY";
    }
    return Float.toString(value).replace('E', 'e') + "f";
  }

  /** As {@link #of(float)} for a double. */
  public static String of(double value) {
    return Double.isNaN(value) || Double.isInfinite(value) ? of((float) value) : Double.toString(value).replace('E', 'e');
  }
}
