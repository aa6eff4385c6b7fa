package org.modelc.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.quant.Comparison;

/** How a network takes it when one layer alone loses weights. */
public final class SensitivityScan {
  private SensitivityScan() {}

  /**
   * One layer at one sparsity.
   *
   * @param weights of the layer, without biases
   * @param comparison of the network with the dense one
   */
  public record Row(String layer, long weights, double sparsity, Comparison comparison) {}

  /**
   * All layers at all {@code sparsities}, layer after layer.
   *
   * @param fitting samples that judge importance
   * @param test samples that the networks are compared on
   */
  public static List<Row> of(Graph graph, List<Double> sparsities, Importance importance, SampleSet fitting, SampleSet test) {
    WeightScores scores = WeightScores.of(graph, importance, Optional.of(fitting));
    List<Row> rows = new ArrayList<>();
    for (WeightedLayer layer : WeightedLayer.all(graph)) {
      for (double sparsity : sparsities) {
        Graph pruned = new WeightMasks(graph, SparsityPattern.SINGLE, scores).zeroLeast(List.of(layer), sparsity).apply();
        rows.add(new Row(layer.name(), (long) layer.filters() * layer.columns(), sparsity, Comparison.of(graph, pruned, test)));
      }
    }
    return rows;
  }
}
