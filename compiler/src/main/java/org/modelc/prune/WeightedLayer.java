package org.modelc.prune;

import static org.modelc.op.WeightedOp.ACTIVATIONS;
import static org.modelc.op.WeightedOp.BIAS;
import static org.modelc.op.WeightedOp.WEIGHTS;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Conv;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;

/**
 * A convolution or matrix product with constant weights as products of filters with rows: at each position the row is what a filter meets,
 * padding as zeros, in the order of the filter's weights (kernel row, kernel column, input channel).
 */
final class WeightedLayer {
  private final Node node;
  private final int groups;
  private final int columns;

  private WeightedLayer(Node node) {
    this.node = node;
    this.groups = node.as(Conv.class).map(Conv::groups).orElse(1);
    this.columns = node.input(WEIGHTS).type().elements() / filters();
  }

  static WeightedLayer of(Node node) {
    return new WeightedLayer(node);
  }

  static boolean isOne(Node node) {
    return node.op() instanceof WeightedOp && node.input(WEIGHTS).isConstant() && node.input(BIAS).isConstant();
  }

  /** All such layers of {@code graph} in execution order. */
  static List<WeightedLayer> all(Graph graph) {
    return graph.nodes().stream().filter(WeightedLayer::isOne).map(WeightedLayer::of).toList();
  }

  Node node() {
    return node;
  }

  String name() {
    return node.name();
  }

  int groups() {
    return groups;
  }

  int filters() {
    return node.input(BIAS).type().elements();
  }

  int filtersPerGroup() {
    return filters() / groups;
  }

  /** Weights of one filter. */
  int columns() {
    return columns;
  }

  /** Rows for one input: places of the output map, or rows of a matrix product. */
  int positions() {
    return node.output().type().elements() / filters();
  }

  /** Whether every filter reads a channel of its own. */
  boolean isDepthwise() {
    return node.as(Conv.class).filter(conv -> conv.isDepthwise(node.input(ACTIVATIONS).shape())).isPresent();
  }

  long parameters() {
    return (long) filters() * (columns + 1);
  }

  /** How many weights are zero. */
  long zeros() {
    float[] weights = weights();
    return IntStream.range(0, weights.length).filter(i -> weights[i] == 0).count();
  }

  /** The index along the input's channel axis that weight {@code column} of group 0 meets. */
  int inputChannel(int column) {
    return column % node.input(WEIGHTS).shape().dim(-1);
  }

  float[] weights() {
    return node.input(WEIGHTS).requireConstant().toF32().floats();
  }

  float[] bias() {
    return node.input(BIAS).requireConstant().toF32().floats();
  }

  /** Writes to {@code row} what the filters of {@code group} meet at {@code position}. */
  void row(float[] input, int position, int group, double[] row) {
    if (node.op() instanceof Conv conv) {
      patch(conv.window(), input, position, group, row);
    } else {
      for (int column = 0; column < columns; column++) {
        row[column] = input[position * columns + column];
      }
    }
  }

  private void patch(Window window, float[] input, int position, int group, double[] row) {
    Shape in = node.input(ACTIVATIONS).shape();
    Shape out = node.output().shape();
    int width = out.dim(2);
    int height = out.dim(1);
    int left = position % width * window.strideWidth() - window.padLeft();
    int top = position / width % height * window.strideHeight() - window.padTop();
    int image = position / width / height * in.dim(1);
    int channels = in.dim(3) / groups;
    Arrays.fill(row, 0, columns, 0);
    for (int tap = 0; tap < window.kernelHeight() * window.kernelWidth(); tap++) {
      int y = top + tap / window.kernelWidth() * window.dilationHeight();
      int x = left + tap % window.kernelWidth() * window.dilationWidth();
      if (y >= 0 && y < in.dim(1) && x >= 0 && x < in.dim(2)) {
        int source = ((image + y) * in.dim(2) + x) * in.dim(3) + group * channels;
        for (int channel = 0; channel < channels; channel++) {
          row[tap * channels + channel] = input[source + channel];
        }
      }
    }
  }
}
