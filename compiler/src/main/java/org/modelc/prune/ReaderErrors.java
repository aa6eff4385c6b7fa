package org.modelc.prune;

import static org.modelc.op.WeightedOp.ACTIVATIONS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;

/**
 * Importance by samples: the part of the variance of the results of all layers that read a channel which they lose with it, after the
 * weights of the other channels have made up for as much as they can.
 *
 * <p>The error of leaving out inputs with the best correction of the other weights is that of Hassibi and Stork, "Second Order Derivatives
 * for Network Pruning: Optimal Brain Surgeon", 1992, for blocks of weights.
 */
final class ReaderErrors implements ChannelImportance {
  private final List<Reader> readers = new ArrayList<>();

  ReaderErrors(Graph graph, ChannelSets sets, SampleSet samples) {
    List<WeightedLayer> layers = WeightedLayer.all(graph).stream()
        .filter(layer -> layer.groups() == 1 && sets.of(layer.node().input(ACTIVATIONS)).isPresent()).toList();
    Map<WeightedLayer, RowStatistics> inputs = LayerInputs.observe(graph, layers, samples);
    inputs.forEach((layer, statistics) -> readers.add(new Reader(layer, sets, statistics.covariance())));
  }

  @Override
  public double of(int set) {
    return readers.stream().mapToDouble(reader -> reader.error(set)).sum();
  }

  @Override
  public void remove(int set) {
    readers.forEach(reader -> reader.remove(set));
  }
}
