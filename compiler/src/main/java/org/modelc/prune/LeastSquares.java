package org.modelc.prune;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Weights that come closest to wanted results over rows, in least squares, with a pull towards the weights that were there before: samples
 * are few and never tell all.
 */
final class LeastSquares {
  /** Conjugate gradients end when the residual has shrunk to this part of the right side, or after this many steps. */
  private static final double ACCURACY = 1e-6;
  private static final int MAX_STEPS = 100;

  private final RowStatistics statistics;
  private final int columns;
  private final double[] matrix;
  private final double ridge;
  private Optional<Cholesky> factor = Optional.empty();

  /** @param pull towards the weights before, as a part of the mean variance of the columns */
  LeastSquares(RowStatistics statistics, double pull) {
    this.statistics = statistics;
    this.columns = statistics.columns();
    this.matrix = statistics.covariance();
    this.ridge = pull * IntStream.range(0, columns).mapToDouble(i -> matrix[i * columns + i]).sum() / columns + Double.MIN_NORMAL;
    IntStream.range(0, columns).forEach(i -> matrix[i * columns + i] += ridge);
  }

  /**
   * The fitted weights for one wanted result; those that were zero are zero.
   *
   * @param before the weights before, from {@code from} on
   */
  double[] solve(float[] before, int from, int target) {
    int[] used = IntStream.range(0, columns).filter(column -> before[from + column] != 0).toArray();
    double[] start = IntStream.of(used).mapToDouble(column -> before[from + column]).toArray();
    double[] right = new double[used.length];
    for (int i = 0; i < used.length; i++) {
      right[i] = statistics.covariance(used[i], target) + ridge * start[i];
    }
    double[] solution = used.length == columns ? factor().solve(right) : conjugateGradients(part(used), right, start);
    double[] all = new double[columns];
    IntStream.range(0, used.length).forEach(i -> all[used[i]] = solution[i]);
    return all;
  }

  private Cholesky factor() {
    if (factor.isEmpty()) {
      factor = Optional.of(Cholesky.of(matrix, columns));
    }
    return factor.get();
  }

  private double[][] part(int[] used) {
    double[][] part = new double[used.length][used.length];
    for (int i = 0; i < used.length; i++) {
      for (int j = 0; j < used.length; j++) {
        part[i][j] = matrix[used[i] * columns + used[j]];
      }
    }
    return part;
  }

  /** Preconditioned with the diagonal. */
  private static double[] conjugateGradients(double[][] matrix, double[] right, double[] start) {
    int size = right.length;
    double[] x = start.clone();
    double[] product = multiply(matrix, x);
    double[] residual = IntStream.range(0, size).mapToDouble(i -> right[i] - product[i]).toArray();
    double[] direction = preconditioned(matrix, residual);
    double norm = dot(residual, direction);
    double enough = ACCURACY * ACCURACY * dot(right, preconditioned(matrix, right));
    for (int step = 0; step < MAX_STEPS && norm > enough; step++) {
      double[] image = multiply(matrix, direction);
      double length = norm / dot(direction, image);
      for (int i = 0; i < size; i++) {
        x[i] += length * direction[i];
        residual[i] -= length * image[i];
      }
      double[] next = preconditioned(matrix, residual);
      double nextNorm = dot(residual, next);
      for (int i = 0; i < size; i++) {
        direction[i] = next[i] + nextNorm / norm * direction[i];
      }
      norm = nextNorm;
    }
    return x;
  }

  private static double[] preconditioned(double[][] matrix, double[] vector) {
    return IntStream.range(0, vector.length).mapToDouble(i -> vector[i] / matrix[i][i]).toArray();
  }

  private static double[] multiply(double[][] matrix, double[] vector) {
    double[] product = new double[vector.length];
    for (int i = 0; i < vector.length; i++) {
      product[i] = dot(matrix[i], vector);
    }
    return product;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
