package org.modelc.quant;

import java.util.Locale;

/**
 * How many of {@code total} trials succeeded.
 *
 * @param hits 0 to total
 */
public record Score(int hits, int total) {
  /** Quantile of the normal distribution that leaves 2.5 % above it. */
  private static final double Z_95 = 1.959964;

  /** The share of hits, 0 to 1; NaN without trials. */
  public double ratio() {
    return (double) hits / total;
  }

  /** Lower end of the 95 % confidence interval after Wilson (1927). */
  public double low() {
    return Math.max(0, centre() - halfWidth());
  }

  /** Upper end of the 95 % confidence interval after Wilson (1927). */
  public double high() {
    return Math.min(1, centre() + halfWidth());
  }

  private double centre() {
    return (ratio() + Z_95 * Z_95 / (2 * total)) / (1 + Z_95 * Z_95 / total);
  }

  private double halfWidth() {
    double variance = ratio() * (1 - ratio()) / total + Z_95 * Z_95 / (4.0 * total * total);
    return Z_95 * Math.sqrt(variance) / (1 + Z_95 * Z_95 / total);
  }

  Score plus(Score other) {
    return new Score(hits + other.hits, total + other.total);
  }

  /** For example {@code 98.40 % (492 of 500)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f %% (%d of %d)", 100 * ratio(), hits, total);
  }
}
