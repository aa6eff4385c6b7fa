package org.modelc.quant;

/** The real numbers from {@code min} to {@code max}, both finite. */
public record Range(double min, double max) {
  public Range {
    if (!(min <= max) || Double.isInfinite(min) || Double.isInfinite(max)) {
      throw new IllegalArgumentException("range " + min + " to " + max);
    }
  }

  /** The smallest range that holds both. */
  public Range union(Range other) {
    return new Range(Math.min(min, other.min), Math.max(max, other.max));
  }

  /** The smallest range that holds this one and 0. */
  public Range withZero() {
    return new Range(Math.min(min, 0), Math.max(max, 0));
  }

  public double width() {
    return max - min;
  }
}
