package org.modelc.prune;

import static org.modelc.op.WeightedOp.ACTIVATIONS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.quant.Calibration;

/** The importance of single weights, comparable between the layers of a graph. */
final class WeightScores {
  /** For the name of each layer the variances of its input channels; empty where only magnitudes count. */
  private final Map<String, List<Double>> variances = new HashMap<>();

  private WeightScores() {}

  static WeightScores of(Graph graph, Importance importance, Optional<SampleSet> samples) {
    WeightScores scores = new WeightScores();
    if (importance == Importance.ACTIVATIONS) {
      Calibration calibration = Calibration.of(graph, samples.orElseThrow());
      for (WeightedLayer layer : WeightedLayer.all(graph)) {
        String input = layer.node().input(ACTIVATIONS).name();
        scores.variances.put(layer.name(), calibration.statistics(input).orElseThrow().channelVariances());
      }
    }
    return scores;
  }

  /**
   * For each weight its magnitude, or the part of the variance of its layer's results that it makes, as if inputs were independent.
   *
   * @param layer of the graph or of one with the same nodes and shapes
   */
  double[] of(WeightedLayer layer) {
    float[] weights = layer.weights();
    double[] scores = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      scores[i] = variances.isEmpty() ? Math.abs(weights[i]) : (double) weights[i] * weights[i] * variance(layer, i);
      sum += scores[i];
    }
    if (!variances.isEmpty() && sum > 0) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] /= sum;
      }
    }
    return scores;
  }

  private double variance(WeightedLayer layer, int weight) {
    List<Double> channels = variances.get(layer.name());
    int group = weight / layer.columns() / layer.filtersPerGroup();
    int perGroup = channels.size() / layer.groups();
    return channels.get(group * perGroup + layer.inputChannel(weight % layer.columns()));
  }
}
