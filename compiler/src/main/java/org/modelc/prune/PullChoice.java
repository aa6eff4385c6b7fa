package org.modelc.prune;

/** How strongly a fit is pulled towards the weights before: as is best for rows that the fit has not seen. */
final class PullChoice {
  private static final double[] PULLS = {1e-4, 1e-3, 1e-2, 0.1, 1, 10};

  /** So many results are enough to choose by. */
  private static final int MOST_TARGETS = 24;

  private PullChoice() {}

  /** @param before the weights before, those of the first wanted result from {@code from} on */
  static double choose(RowStatistics fit, RowStatistics heldOut, float[] before, int from) {
    double best = PULLS[PULLS.length - 1];
    double least = Double.POSITIVE_INFINITY;
    if (fit.rows() == 0 || heldOut.rows() == 0) {
      return best;
    }
    double[] covariance = heldOut.covariance();
    for (double pull : PULLS) {
      double error = error(new LeastSquares(fit, pull), heldOut, covariance, before, from);
      if (error < least) {
        least = error;
        best = pull;
      }
    }
    return best;
  }

  /** The squared error over the held-out rows, less a constant; the bias follows the means. */
  private static double error(LeastSquares squares, RowStatistics heldOut, double[] covariance, float[] before, int from) {
    int columns = heldOut.columns();
    int step = Math.max(1, heldOut.targets() / MOST_TARGETS);
    double error = 0;
    for (int target = 0; target < heldOut.targets(); target += step) {
      double[] weights = squares.solve(before, from + target * columns, target);
      for (int i = 0; i < columns; i++) {
        double row = -2 * heldOut.covariance(i, target);
        for (int j = 0; j < columns; j++) {
          row += covariance[i * columns + j] * weights[j];
        }
        error += row * weights[i];
      }
    }
    return error;
  }
}
