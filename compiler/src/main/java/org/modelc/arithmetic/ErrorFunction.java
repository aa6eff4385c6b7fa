package org.modelc.arithmetic;

/** The Gauss error function in double precision, which Java's library lacks. Relative error below 1e-13. */
public final class ErrorFunction {
  /** Where the continued fraction takes over from the series. */
  private static final double SERIES_LIMIT = 2;

  private static final int FRACTION_DEPTH = 120;

  private ErrorFunction() {}

  /** {@code 2/sqrt(pi)} times the integral of {@code exp(-t^2)} from 0 to x. */
  public static double erf(double x) {
    return Math.abs(x) < SERIES_LIMIT ? series(x) : Math.copySign(1 - fraction(Math.abs(x)), x);
  }

  /** {@code 1 - erf(x)} without cancellation for large x. */
  public static double erfc(double x) {
    return x < SERIES_LIMIT ? 1 - erf(x) : fraction(x);
  }

  /** {@code 2/sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1))}: all terms have one sign. Abramowitz and Stegun 7.1.6. */
  private static double series(double x) {
    double sum = 0;
    double term = x;
    for (int n = 1; sum + term != sum; n++) {
      sum += term;
      term *= 2 * x * x / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /** erfc by {@code exp(-x^2)/sqrt(pi) / (x + (1/2)/(x + 1/(x + (3/2)/(x + ...))))}. Abramowitz and Stegun 7.1.14. */
  private static double fraction(double x) {
    double denominator = x;
    for (int k = FRACTION_DEPTH; k >= 1; k--) {
      denominator = x + k / 2.0 / denominator;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / denominator;
  }
}
