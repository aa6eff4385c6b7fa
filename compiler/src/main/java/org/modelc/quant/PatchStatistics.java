package org.modelc.quant;

import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.op.Conv;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;

/**
 * Means and covariances of what the filters of a weighted operator are multiplied with, padding included: one vector of {@link #size()}
 * numbers, in the order of a filter's weights, for each group, place and sample. Not thread-safe.
 */
final class PatchStatistics {
  /** Places of one sample that count, at equal distances; all of them would tell little more. */
  private static final int PLACES = 64;

  private final Node node;
  private final int groups;
  private final int size;
  private final double[][] sums;
  private final double[][] products;
  private long count;

  PatchStatistics(Node node) {
    this.node = node;
    this.groups = node.as(Conv.class).map(Conv::groups).orElse(1);
    this.size = size(node);
    this.sums = new double[groups][size];
    this.products = new double[groups][size * size];
  }

  /** Weights of one filter. */
  static int size(Node node) {
    Shape weights = node.input(WeightedOp.WEIGHTS).shape();
    return weights.product(1, weights.rank());
  }

  /** Numbers in a vector. */
  int size() {
    return size;
  }

  /** @param activations F32, one sample of the operator's first input */
  void add(Tensor activations) {
    if (node.op() instanceof Conv conv) {
      addPlaces(conv.window(), activations);
    } else {
      int rows = activations.elements() / size;
      for (int row = 0; row < rows; row += step(rows)) {
        float[] vector = new float[size];
        System.arraycopy(activations.floats(), row * size, vector, 0, size);
        add(0, vector);
        count++;
      }
    }
  }

  private void addPlaces(Window window, Tensor activations) {
    int width = window.outputWidth(activations.shape());
    int places = window.outputHeight(activations.shape()) * width;
    for (int place = 0; place < places; place += step(places)) {
      for (int group = 0; group < groups; group++) {
        add(group, patch(window, activations, place / width, place % width, group));
      }
      count++;
    }
  }

  private static int step(int places) {
    int step = Math.max(1, places / PLACES);
    // An even step would see the same columns in every row.
    return step > 1 && step % 2 == 0 ? step + 1 : step;
  }

  private float[] patch(Window window, Tensor activations, int row, int column, int group) {
    Shape shape = activations.shape();
    int channels = shape.dim(3) / groups;
    float[] patch = new float[size];
    for (int tapY = 0; tapY < window.kernelHeight(); tapY++) {
      int y = row * window.strideHeight() - window.padTop() + tapY * window.dilationHeight();
      for (int tapX = 0; tapX < window.kernelWidth(); tapX++) {
        int x = column * window.strideWidth() - window.padLeft() + tapX * window.dilationWidth();
        if (y >= 0 && y < shape.dim(1) && x >= 0 && x < shape.dim(2)) {
          int from = (y * shape.dim(2) + x) * shape.dim(3) + group * channels;
          System.arraycopy(activations.floats(), from, patch, (tapY * window.kernelWidth() + tapX) * channels, channels);
        }
      }
    }
    return patch;
  }

  private void add(int group, float[] vector) {
    double[] sum = sums[group];
    double[] product = products[group];
    for (int i = 0; i < size; i++) {
      double element = vector[i];
      if (element != 0) {
        sum[i] += element;
        for (int j = 0; j <= i; j++) {
          product[i * size + j] += element * vector[j];
        }
      }
    }
  }

  /** The mean vector of output channel {@code output}'s group. */
  double[] means(int output) {
    double[] means = sums[group(output)].clone();
    for (int i = 0; i < size; i++) {
      means[i] /= count;
    }
    return means;
  }

  /**
   * The covariance matrix, row by row, of output channel {@code output}'s group. What lies beside its diagonal is shrunk, as few vectors
   * tell little about it.
   *
   * @param noise variance of what rounding adds to each number; without it a weight whose input never varied could be anything
   */
  double[] covariance(int output, double noise) {
    double[] means = means(output);
    double[] product = products[group(output)];
    double trusted = (double) count / (count + size);
    double[] covariance = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double element = product[i * size + j] / count - means[i] * means[j];
        covariance[i * size + j] = i == j ? element + noise : trusted * element;
        covariance[j * size + i] = covariance[i * size + j];
      }
    }
    return covariance;
  }

  /** Whether output channels {@code a} and {@code b} have the same vectors. */
  boolean shareVectors(int a, int b) {
    return group(a) == group(b);
  }

  private int group(int output) {
    return output / (node.input(WeightedOp.BIAS).type().elements() / groups);
  }
}
