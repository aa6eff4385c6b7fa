package org.modelc.prune;

/** Sums over rows of {@code columns} numbers and, beside each row, {@code targets} wanted results: what least squares needs. */
final class RowStatistics {
  private final int columns;
  private final int targets;
  private final double[] means;
  private final double[] targetMeans;
  /** Upper triangle, row-major in a full square. */
  private final double[] products;
  private final double[] crossProducts;
  private long rows;

  RowStatistics(int columns, int targets) {
    this.columns = columns;
    this.targets = targets;
    this.means = new double[columns];
    this.targetMeans = new double[targets];
    this.products = new double[columns * columns];
    this.crossProducts = new double[columns * targets];
  }

  void add(double[] row, double[] wanted) {
    for (int i = 0; i < columns; i++) {
      double element = row[i];
      if (element == 0) {
        continue;
      }
      means[i] += element;
      for (int j = i, at = i * columns + i; j < columns; j++, at++) {
        products[at] += element * row[j];
      }
      for (int target = 0; target < targets; target++) {
        crossProducts[i * targets + target] += element * wanted[target];
      }
    }
    for (int target = 0; target < targets; target++) {
      targetMeans[target] += wanted[target];
    }
    rows++;
  }

  void add(RowStatistics other) {
    addAll(means, other.means);
    addAll(targetMeans, other.targetMeans);
    addAll(products, other.products);
    addAll(crossProducts, other.crossProducts);
    rows += other.rows;
  }

  private static void addAll(double[] sums, double[] others) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others[i];
    }
  }

  int columns() {
    return columns;
  }

  int targets() {
    return targets;
  }

  long rows() {
    return rows;
  }

  double mean(int column) {
    return rows == 0 ? 0 : means[column] / rows;
  }

  double targetMean(int target) {
    return rows == 0 ? 0 : targetMeans[target] / rows;
  }

  /** Covariances of the columns, a full square, row-major. */
  double[] covariance() {
    double[] covariance = new double[columns * columns];
    for (int i = 0; i < columns; i++) {
      for (int j = i; j < columns; j++) {
        double element = products[i * columns + j] / rows - mean(i) * mean(j);
        covariance[i * columns + j] = element;
        covariance[j * columns + i] = element;
      }
    }
    return covariance;
  }

  /** The covariance of a column with a target. */
  double covariance(int column, int target) {
    return crossProducts[column * targets + target] / rows - mean(column) * targetMean(target);
  }
}
