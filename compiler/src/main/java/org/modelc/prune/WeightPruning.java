package org.modelc.prune;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;

/** Sets weights of a float graph to zero. Its shapes stay. */
public final class WeightPruning {
  /** With samples the sparsity is reached in so many steps; the weights that are left adapt after each. */
  private static final int STEPS = 5;

  private WeightPruning() {}

  /**
   * The graph with zeros.
   *
   * @param graph optimised, in floats
   * @param samples for the graph's inputs; needed for {@link Importance#ACTIVATIONS} and reconstruction
   */
  public static Graph prune(Graph graph, WeightOptions options, Optional<SampleSet> samples) {
    WeightScores scores = WeightScores.of(graph, options.importance(), samples);
    if (samples.isEmpty() || !options.reconstruct()) {
      return masked(graph, options, options.sparsity(), scores);
    }
    Map<String, int[]> filters = WeightedLayer.all(graph).stream()
        .collect(Collectors.toMap(WeightedLayer::name, layer -> IntStream.range(0, layer.filters()).toArray()));
    Graph pruned = graph;
    int steps = options.pattern().isRatio() ? 1 : STEPS;
    for (int step = 1; step <= steps; step++) {
      double kept = Math.pow(1 - options.sparsity(), (double) step / steps);
      pruned = Reconstruction.fit(graph, masked(pruned, options, 1 - kept, scores), filters::get, samples.get());
    }
    return pruned;
  }

  private static Graph masked(Graph graph, WeightOptions options, double sparsity, WeightScores scores) {
    WeightMasks masks = new WeightMasks(graph, options.pattern(), scores);
    List<WeightedLayer> layers = WeightedLayer.all(graph);
    if (options.pattern().isRatio()) {
      layers.forEach(masks::keepRatio);
    } else if (options.perLayer()) {
      layers.forEach(layer -> masks.zeroLeast(List.of(layer), sparsity));
    } else {
      masks.zeroLeast(layers, sparsity);
    }
    return masks.apply();
  }

  /** The weights of {@code graph}'s layers that are zero, as a part of all. */
  public static double sparsity(Graph graph) {
    List<WeightedLayer> layers = WeightedLayer.all(graph);
    return count(layers, WeightedLayer::zeros) / Math.max(1, count(layers, layer -> (long) layer.filters() * layer.columns()));
  }

  private static double count(List<WeightedLayer> layers, Function<WeightedLayer, Long> number) {
    return layers.stream().mapToDouble(number::apply).sum();
  }
}
