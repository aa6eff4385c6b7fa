package org.modelc.prune;

/** The factor L of a symmetric positive definite matrix L * transpose(L); square matrices are row-major. */
final class Cholesky {
  /** Pivots below this part of the matrix's own diagonal element count as this part: nothing is left there but rounding. */
  private static final double LEAST_PIVOT = 1e-12;

  private final int size;
  private final double[] factor;

  private Cholesky(int size, double[] factor) {
    this.size = size;
    this.factor = factor;
  }

  /** @param matrix {@code size * size} elements; only the lower triangle is read */
  static Cholesky of(double[] matrix, int size) {
    double[] factor = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i * size + j] - dot(factor, i * size, j * size, j);
        factor[i * size + j] = i == j
            ? Math.sqrt(Math.max(sum, Math.max(LEAST_PIVOT * matrix[i * size + i], Double.MIN_NORMAL)))
            : sum / factor[j * size + j];
      }
    }
    return new Cholesky(size, factor);
  }

  private static double dot(double[] elements, int a, int b, int count) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += elements[a + k] * elements[b + k];
    }
    return sum;
  }

  /** The solution x of {@code matrix * x = right}. */
  double[] solve(double[] right) {
    double[] x = right.clone();
    for (int i = 0; i < size; i++) {
      double sum = x[i];
      for (int k = 0; k < i; k++) {
        sum -= factor[i * size + k] * x[k];
      }
      x[i] = sum / factor[i * size + i];
    }
    for (int i = size - 1; i >= 0; i--) {
      x[i] /= factor[i * size + i];
      for (int k = 0; k < i; k++) {
        x[k] -= factor[i * size + k] * x[i];
      }
    }
    return x;
  }

  /** The inverse of the matrix. */
  double[] inverse() {
    double[] inverse = new double[size * size];
    for (int column = 0; column < size; column++) {
      double[] unit = new double[size];
      unit[column] = 1;
      System.arraycopy(solve(unit), 0, inverse, column * size, size);
    }
    return inverse;
  }
}
