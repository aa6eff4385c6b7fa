package org.modelc.quant;

import java.util.Arrays;

/**
 * Counts numbers in bins whose width is a power of two that grows with the largest number.
 *
 * <p>Edges of wider bins are edges of the narrower ones they replace, and the width depends on the largest magnitude only. So a histogram
 * does not depend on the order in which numbers come or histograms are merged.
 */
final class Histogram {
  private static final int BINS_PER_SIDE_EXPONENT = 12;
  private static final int BINS_PER_SIDE = 1 << BINS_PER_SIDE_EXPONENT;

  /** The narrowest bins; smaller numbers share the two bins around 0. */
  private static final int MIN_WIDTH_EXPONENT = -80;

  private final long[] counts = new long[2 * BINS_PER_SIDE];
  private int widthExponent;
  private double binsPerUnit;
  /** Magnitudes below it have a bin. */
  private double limit;
  private long total;
  private long zeros;

  Histogram() {
    setWidth(MIN_WIDTH_EXPONENT);
  }

  private void setWidth(int exponent) {
    widthExponent = exponent;
    binsPerUnit = Math.scalb(1.0, -exponent);
    limit = BINS_PER_SIDE / binsPerUnit;
  }

  /** @param number finite */
  void add(float number) {
    if (Math.abs(number) >= limit) {
      widen(Math.getExponent(number) + 1 - BINS_PER_SIDE_EXPONENT);
    }
    counts[bin(number)]++;
    total++;
    zeros += number == 0 ? 1 : 0;
  }

  void add(Histogram other) {
    widen(Math.max(widthExponent, other.widthExponent));
    int shift = widthExponent - other.widthExponent;
    for (int bin = 0; bin < counts.length; bin++) {
      counts[merged(bin, shift)] += other.counts[bin];
    }
    total += other.total;
    zeros += other.zeros;
  }

  private void widen(int newExponent) {
    int shift = newExponent - widthExponent;
    setWidth(newExponent);
    long[] narrow = counts.clone();
    Arrays.fill(counts, 0);
    for (int bin = 0; bin < narrow.length; bin++) {
      counts[merged(bin, shift)] += narrow[bin];
    }
  }

  /** The bin that takes in {@code bin} when bins become {@code 2^shift} times as wide. */
  private static int merged(int bin, int shift) {
    return BINS_PER_SIDE + (bin - BINS_PER_SIDE >> Math.min(shift, Integer.SIZE - 1));
  }

  int bins() {
    return counts.length;
  }

  /** The bin that {@code number} belongs to; it is no larger than the largest number added. */
  int bin(double number) {
    return BINS_PER_SIDE + (int) Math.floor(number * binsPerUnit);
  }

  long count(int bin) {
    return counts[bin];
  }

  /** How many numbers were exactly 0. */
  long zeros() {
    return zeros;
  }

  /** The lower end of {@code bin}. */
  double edge(int bin) {
    return (bin - BINS_PER_SIDE) / binsPerUnit;
  }

  /** An edge that at most {@code fraction} of the numbers lie below; it is one bin from the highest such number at the most. */
  double lowerQuantile(double fraction) {
    long allowed = (long) (fraction * total);
    int bin = 0;
    for (long below = counts[0]; below <= allowed && bin < counts.length - 1; below += counts[bin]) {
      bin++;
    }
    return edge(bin);
  }

  /** An edge that at most {@code fraction} of the numbers lie above; it is one bin from the lowest such number at the most. */
  double upperQuantile(double fraction) {
    long allowed = (long) (fraction * total);
    int bin = counts.length - 1;
    for (long above = counts[bin]; above <= allowed && bin > 0; above += counts[bin]) {
      bin--;
    }
    return edge(bin + 1);
  }
}
