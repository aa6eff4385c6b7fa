package org.modelc.quant;

import java.util.Arrays;
import java.util.function.DoubleFunction;

/**
 * Searches the range for which the distribution of 8-bit integers diverges least from that of the numbers (Kullback and Leibler), as in
 * TensorRT: numbers that are cut off count at the range's ends in the one distribution, not in the other. Exact zeros do not count, as every
 * quantisation has them.
 */
final class LeastDivergence {
  private static final int LEVELS = 256;

  /** Each end is tried at this many places from 0 to the largest number. */
  private static final int PLACES = 64;

  /** With fewer bins from end to end there is little to search: all numbers are next to 0. */
  private static final int LEAST_BINS = 2 * LEVELS;

  /** Probability that a level has at least, in parts of a number, so that the divergence is finite. */
  private static final double LEAST_COUNT = 1e-3;

  private final Histogram histogram;
  private final double[] counts;

  private LeastDivergence(Histogram histogram) {
    this.histogram = histogram;
    this.counts = new double[histogram.bins()];
    for (int bin = 0; bin < counts.length; bin++) {
      counts[bin] = histogram.count(bin);
    }
    counts[histogram.bin(0)] -= histogram.zeros();
  }

  /** The best range within {@code all}, the range of the numbers: first its upper end is searched, then its lower one, then again. */
  static Range search(Histogram histogram, Range all) {
    Range wide = all.withZero();
    if (histogram.bin(wide.max()) - histogram.bin(wide.min()) < LEAST_BINS) {
      return all;
    }
    LeastDivergence search = new LeastDivergence(histogram);
    Range best = wide;
    for (int round = 0; round < 2; round++) {
      double min = best.min();
      best = search.best(best, part -> new Range(min, wide.max() * part));
      double max = best.max();
      best = search.best(best, part -> new Range(wide.min() * part, max));
    }
    return best;
  }

  private Range best(Range start, DoubleFunction<Range> ofPart) {
    Range best = start;
    double least = divergence(start);
    for (int place = 1; place <= PLACES; place++) {
      Range range = ofPart.apply((double) place / PLACES);
      double divergence = range.width() > 0 ? divergence(range) : Double.POSITIVE_INFINITY;
      if (divergence < least) {
        least = divergence;
        best = range;
      }
    }
    return best;
  }

  /** The divergence of the integers' distribution from the numbers'. */
  private double divergence(Range range) {
    int low = histogram.bin(range.min());
    int high = histogram.bin(range.max());
    if (high - low < LEVELS) {
      return Double.POSITIVE_INFINITY;
    }
    double[] reference = reference(low, high);
    double[] quantised = quantised(low, high);
    double inside = Arrays.stream(quantised).sum();
    double all = Arrays.stream(reference).sum();
    if (inside == 0 && all > 0) {
      return Double.POSITIVE_INFINITY;
    }
    double divergence = 0;
    for (int i = 0; i < reference.length; i++) {
      if (reference[i] > 0) {
        double probability = reference[i] / all;
        divergence += probability * Math.log(probability * inside / Math.max(quantised[i], LEAST_COUNT));
      }
    }
    return divergence;
  }

  private double[] reference(int low, int high) {
    double[] reference = new double[high - low + 1];
    for (int bin = 0; bin < counts.length; bin++) {
      reference[Math.min(Math.max(bin, low), high) - low] += counts[bin];
    }
    return reference;
  }

  /** The numbers of each level spread evenly over those of its bins that hold any. */
  private double[] quantised(int low, int high) {
    int bins = high - low + 1;
    double[] quantised = new double[bins];
    for (int level = 0; level < LEVELS; level++) {
      int from = (int) ((long) level * bins / LEVELS);
      int to = (int) ((level + 1L) * bins / LEVELS);
      double sum = 0;
      int filled = 0;
      for (int i = from; i < to; i++) {
        sum += counts[low + i];
        filled += counts[low + i] > 0 ? 1 : 0;
      }
      for (int i = from; i < to; i++) {
        quantised[i] = counts[low + i] > 0 ? sum / filled : 0;
      }
    }
    return quantised;
  }
}
