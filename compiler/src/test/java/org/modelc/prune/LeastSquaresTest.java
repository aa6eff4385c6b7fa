package org.modelc.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {
  private static final int COLUMNS = 7;
  private final Random random = new Random(3);
  private final double[] truth = random.doubles(COLUMNS, -1, 1).toArray();

  private RowStatistics rows() {
    RowStatistics statistics = new RowStatistics(COLUMNS, 1);
    for (int i = 0; i < 5000; i++) {
      double[] row = random.doubles(COLUMNS, 0, 2).toArray();
      double wanted = 3;
      for (int column = 0; column < COLUMNS; column++) {
        wanted += truth[column] * row[column];
      }
      statistics.add(row, new double[] {wanted});
    }
    return statistics;
  }

  @Test
  void findsTheWeightsThatMadeTheResults() {
    double[] fitted = new LeastSquares(rows(), 1e-3).solve(new float[] {1, 1, 1, 1, 1, 1, 1}, 0, 0);

    assertThat(fitted).containsExactly(truth, within(0.01));
  }

  @Test
  void zerosStayAndIndependentColumnsDoNotTakeTheirPart() {
    double[] fitted = new LeastSquares(rows(), 1e-3).solve(new float[] {1, 0, 1, 1, 0, 1, 1}, 0, 0);

    assertThat(fitted[1]).isZero();
    assertThat(fitted[4]).isZero();
    assertThat(fitted[0]).isCloseTo(truth[0], within(0.05));
  }

  @Test
  void inverseTimesMatrixIsOne() {
    int size = 20;
    double[] factor = random.doubles(size * size, -1, 1).toArray();
    double[] matrix = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        for (int k = 0; k < size; k++) {
          matrix[i * size + j] += factor[i * size + k] * factor[j * size + k];
        }
      }
    }
    double[] inverse = Cholesky.of(matrix, size).inverse();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double element = 0;
        for (int k = 0; k < size; k++) {
          element += matrix[i * size + k] * inverse[k * size + j];
        }
        assertThat(element).isCloseTo(i == j ? 1 : 0, within(1e-6));
      }
    }
  }
}
