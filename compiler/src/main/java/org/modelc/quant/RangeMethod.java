package org.modelc.quant;

/** Chooses the range of a value that its integers shall cover; what lies outside saturates. */
public interface RangeMethod {
  /** All that was seen. */
  RangeMethod MIN_MAX = ActivationStatistics::range;

  /** What gives the least sum of squared errors. */
  RangeMethod LEAST_ERROR = ActivationStatistics::rangeOfLeastError;

  Range choose(ActivationStatistics statistics);

  /**
   * The range of {@code percent} per cent of the elements; half of the others are cut off at either end.
   *
   * @param percent above 0, up to 100
   * @throws IllegalArgumentException if it is not
   */
  static RangeMethod percentile(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("a percentile is above 0 and at most 100, not " + percent);
    }
    double fraction = (100 - percent) / 200;
    return statistics -> statistics.rangeWithout(fraction);
  }
}
