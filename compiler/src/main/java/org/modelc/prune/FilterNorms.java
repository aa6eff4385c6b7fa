package org.modelc.prune;

import java.util.HashMap;
import java.util.Map;

/** Importance by the weights of the filters that make a channel: their norm in units of the layer's mean norm. */
final class FilterNorms implements ChannelImportance {
  private final Map<Integer, Double> sums = new HashMap<>();
  private final Map<Integer, Integer> counts = new HashMap<>();

  /** @param power 1 for the sum of magnitudes, 2 for the Euclidean norm */
  FilterNorms(Iterable<WeightedLayer> layers, ChannelSets sets, int power) {
    layers.forEach(layer -> sets.of(layer.node().output()).ifPresent(channels -> add(layer, channels, power)));
  }

  private void add(WeightedLayer layer, Channels channels, int power) {
    double[] norms = norms(layer, power);
    double mean = 0;
    for (double norm : norms) {
      mean += norm / norms.length;
    }
    for (int filter = 0; filter < norms.length; filter++) {
      sums.merge(channels.sets()[filter], mean == 0 ? 0 : norms[filter] / mean, Double::sum);
      counts.merge(channels.sets()[filter], 1, Integer::sum);
    }
  }

  private static double[] norms(WeightedLayer layer, int power) {
    float[] weights = layer.weights();
    double[] norms = new double[layer.filters()];
    for (int i = 0; i < weights.length; i++) {
      norms[i / layer.columns()] += Math.pow(Math.abs(weights[i]), power);
    }
    for (int filter = 0; filter < norms.length; filter++) {
      norms[filter] = Math.pow(norms[filter], 1.0 / power);
    }
    return norms;
  }

  @Override
  public double of(int set) {
    return counts.containsKey(set) ? sums.get(set) / counts.get(set) : 0;
  }

  @Override
  public void remove(int set) {}
}
