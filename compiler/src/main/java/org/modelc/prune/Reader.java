package org.modelc.prune;

import static org.modelc.op.WeightedOp.ACTIVATIONS;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** One layer that loses inputs while its other weights adapt. */
final class Reader {
  /** Added to the inputs' variances, as a part of their mean, since samples never tell all. */
  private static final double RIDGE = 1e-3;

  private final int columns;
  private final int filters;
  private final double[] inverse;
  private final double[] weights;
  private final double variance;
  private final int[] setOfColumn;
  private final int[] setOfFilter;
  private final Map<Integer, Double> known = new HashMap<>();

  /** @param covariance of the rows that the layer's filters meet */
  Reader(WeightedLayer layer, ChannelSets sets, double[] covariance) {
    columns = layer.columns();
    filters = layer.filters();
    float[] floats = layer.weights();
    weights = IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    int[] inputSets = sets.of(layer.node().input(ACTIVATIONS)).orElseThrow().sets();
    setOfColumn = IntStream.range(0, columns).map(column -> inputSets[layer.inputChannel(column)]).toArray();
    setOfFilter = sets.of(layer.node().output()).map(Channels::sets).orElseGet(() -> new int[filters]);
    variance = variance(covariance);
    addRidge(covariance);
    inverse = Cholesky.of(covariance, columns).inverse();
  }

  /** The variances of all results in one sum. */
  private double variance(double[] covariance) {
    double sum = 0;
    for (int filter = 0; filter < filters; filter++) {
      for (int i = 0; i < columns; i++) {
        double row = 0;
        for (int j = 0; j < columns; j++) {
          row += covariance[i * columns + j] * weights[filter * columns + j];
        }
        sum += row * weights[filter * columns + i];
      }
    }
    return Math.max(sum, Double.MIN_NORMAL);
  }

  private void addRidge(double[] covariance) {
    double mean = IntStream.range(0, columns).mapToDouble(i -> covariance[i * columns + i]).sum() / columns;
    for (int i = 0; i < columns; i++) {
      covariance[i * columns + i] += RIDGE * mean + Double.MIN_NORMAL;
    }
  }

  /** The part of the results' variance that is lost with the columns of {@code set}. */
  double error(int set) {
    return known.computeIfAbsent(set, this::compute);
  }

  private double compute(int set) {
    int[] block = columnsOf(set);
    if (block.length == 0) {
      return 0;
    }
    Cholesky factor = Cholesky.of(block(block), block.length);
    double error = 0;
    for (int filter = 0; filter < filters; filter++) {
      double[] lost = lost(filter, block);
      double[] solved = factor.solve(lost);
      for (int i = 0; i < block.length; i++) {
        error += lost[i] * solved[i];
      }
    }
    return error / variance;
  }

  private int[] columnsOf(int set) {
    return IntStream.range(0, columns).filter(column -> setOfColumn[column] == set).toArray();
  }

  private double[] block(int[] block) {
    double[] part = new double[block.length * block.length];
    for (int i = 0; i < block.length; i++) {
      for (int j = 0; j < block.length; j++) {
        part[i * block.length + j] = inverse[block[i] * columns + block[j]];
      }
    }
    return part;
  }

  private double[] lost(int filter, int[] block) {
    return IntStream.of(block).mapToDouble(column -> weights[filter * columns + column]).toArray();
  }

  /** Takes the columns and filters of {@code set} away; the other weights adapt. */
  void remove(int set) {
    int[] block = columnsOf(set);
    if (block.length > 0) {
      eliminate(block);
      IntStream.of(block).forEach(column -> setOfColumn[column] = ChannelSets.FIXED);
      known.clear();
    }
    for (int filter = 0; filter < filters; filter++) {
      if (setOfFilter[filter] == set) {
        IntStream.range(filter * columns, (filter + 1) * columns).forEach(i -> weights[i] = 0);
        known.clear();
      }
    }
  }

  private void eliminate(int[] block) {
    Cholesky factor = Cholesky.of(block(block), block.length);
    double[][] solved = new double[columns][];
    for (int i = 0; i < columns; i++) {
      int row = i;
      solved[i] = factor.solve(IntStream.of(block).mapToDouble(column -> inverse[row * columns + column]).toArray());
    }
    for (int filter = 0; filter < filters; filter++) {
      double[] lost = lost(filter, block);
      for (int i = 0; i < columns; i++) {
        weights[filter * columns + i] -= dot(solved[i], lost);
      }
    }
    double[][] old = new double[columns][];
    for (int j = 0; j < columns; j++) {
      int row = j;
      old[j] = IntStream.of(block).mapToDouble(column -> inverse[row * columns + column]).toArray();
    }
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < columns; j++) {
        inverse[i * columns + j] -= dot(solved[i], old[j]);
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
