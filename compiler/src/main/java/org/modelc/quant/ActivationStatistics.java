package org.modelc.quant;

/** What was seen of one value over the samples. Not thread-safe; statistics of several threads are merged in any order. */
public final class ActivationStatistics {
  private final Histogram histogram = new Histogram();
  private float min = Float.POSITIVE_INFINITY;
  private float max = Float.NEGATIVE_INFINITY;
  private boolean finite = true;

  void add(float[] elements) {
    for (float element : elements) {
      if (!Float.isFinite(element)) {
        finite = false;
        continue;
      }
      min = Math.min(min, element);
      max = Math.max(max, element);
      histogram.add(element);
    }
  }

  void add(ActivationStatistics other) {
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    finite &= other.finite;
    histogram.add(other.histogram);
  }

  /** Whether no element was NaN or infinite. */
  boolean isFinite() {
    return finite;
  }

  /** The smallest and largest element; 0 to 0 where nothing was seen. */
  public Range range() {
    return min <= max ? new Range(min, max) : new Range(0, 0);
  }

  /** The range without {@code fraction} of the elements at either end, to one bin of the histogram. */
  public Range rangeWithout(double fraction) {
    Range all = range();
    double low = Math.min(Math.max(histogram.lowerQuantile(fraction), all.min()), all.max());
    double high = Math.min(Math.max(histogram.upperQuantile(fraction), low), all.max());
    return new Range(low, high);
  }
}
