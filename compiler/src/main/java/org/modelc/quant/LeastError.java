package org.modelc.quant;

/**
 * Searches the range for which 8-bit integers give the least sum of squared errors: wide ranges round coarsely, narrow ones cut off what
 * lies outside.
 */
final class LeastError {
  private static final int STEPS = 255;

  /** Each end is tried at this many places from 0 to the largest number. */
  private static final int PLACES = 64;

  /** With fewer bins from end to end the histogram is too coarse to search in: all numbers are next to 0. */
  private static final int LEAST_BINS = 256;

  /** Prefix sums over the histogram's bins: numbers, their sum, the sum of their squares. */
  private final double[] counts;
  private final double[] sums;
  private final double[] squares;
  private final Histogram histogram;
  private final double rounded;

  private LeastError(Histogram histogram) {
    int bins = histogram.bins();
    this.histogram = histogram;
    this.counts = new double[bins + 1];
    this.sums = new double[bins + 1];
    this.squares = new double[bins + 1];
    for (int bin = 0; bin < bins; bin++) {
      double count = histogram.count(bin);
      double centre = (histogram.edge(bin) + histogram.edge(bin + 1)) / 2;
      counts[bin + 1] = counts[bin] + count;
      sums[bin + 1] = sums[bin] + count * centre;
      squares[bin + 1] = squares[bin] + count * centre * centre;
    }
    this.rounded = counts[bins] - histogram.zeros();
  }

  /** The best range within {@code all}, the range of the numbers. */
  static Range search(Histogram histogram, Range all) {
    Range wide = all.withZero();
    if (histogram.bin(wide.max()) - histogram.bin(wide.min()) < LEAST_BINS) {
      return all;
    }
    LeastError search = new LeastError(histogram);
    Range best = all;
    double least = search.error(wide);
    for (int low = 1; low <= PLACES; low++) {
      for (int high = 1; high <= PLACES; high++) {
        Range range = new Range(wide.min() * low / PLACES, wide.max() * high / PLACES);
        double error = search.error(range);
        if (error < least) {
          least = error;
          best = range;
        }
      }
    }
    return best;
  }

  /** Rounding errors are taken to be spread evenly; 0 is exact in every quantisation. */
  private double error(Range range) {
    double step = range.width() / STEPS;
    int low = histogram.bin(range.min());
    int high = histogram.bin(range.max()) + 1;
    double below = squares[low] - 2 * range.min() * sums[low] + range.min() * range.min() * counts[low];
    int last = counts.length - 1;
    double above = squares[last] - squares[high] - 2 * range.max() * (sums[last] - sums[high])
        + range.max() * range.max() * (counts[last] - counts[high]);
    return rounded * step * step / 12 + below + above;
  }
}
