package org.modelc.prune;

import static org.modelc.op.WeightedOp.ACTIVATIONS;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modelc.ir.Graph;

/** What a graph's layers take while channels are taken away. */
final class ChannelCosts {
  /** A bias and a multiplier. */
  private static final int BYTES_PER_FILTER = 8;

  private final List<Layer> layers = new ArrayList<>();
  private final Set<Integer> removed = new HashSet<>();

  /** @param instructions that each layer takes now, by its name */
  ChannelCosts(Graph graph, ChannelSets sets, Map<String, Long> instructions) {
    WeightedLayer.all(graph).forEach(layer -> layers.add(new Layer(layer, sets, instructions.getOrDefault(layer.name(), 0L))));
  }

  /** The cost that is left. */
  double of(PruningTarget target) {
    return layers.stream().mapToDouble(layer -> layer.cost(target, layer.inputs, layer.outputs)).sum();
  }

  /** What removing {@code set} as well would save. */
  double saving(PruningTarget target, int set) {
    double saving = 0;
    for (Layer layer : layers) {
      int inputs = layer.inputSets.getOrDefault(set, 0);
      int outputs = layer.outputSets.getOrDefault(set, 0);
      if (inputs + outputs > 0) {
        saving += layer.cost(target, layer.inputs, layer.outputs) - layer.cost(target, layer.inputs - inputs, layer.outputs - outputs);
      }
    }
    return saving;
  }

  /** Whether a layer would lose its last filter or its last input. */
  boolean isLast(int set) {
    return layers.stream().anyMatch(layer -> layer.outputs == layer.outputSets.getOrDefault(set, 0)
        || layer.inputs == layer.inputSets.getOrDefault(set, 0));
  }

  void remove(int set) {
    removed.add(set);
    for (Layer layer : layers) {
      layer.inputs -= layer.inputSets.getOrDefault(set, 0);
      layer.outputs -= layer.outputSets.getOrDefault(set, 0);
    }
  }

  Set<Integer> removed() {
    return removed;
  }

  /** One layer with the channels it still has. */
  private static final class Layer {
    private final Map<Integer, Integer> inputSets;
    private final Map<Integer, Integer> outputSets;
    private final int positions;
    private final double weightsPerPair;
    private final double instructionsPerMac;
    private int inputs;
    private int outputs;

    Layer(WeightedLayer layer, ChannelSets sets, long instructions) {
      boolean depthwise = layer.isDepthwise();
      inputSets = depthwise ? Map.of() : sets.occurrences(layer.node().input(ACTIVATIONS));
      outputSets = sets.occurrences(layer.node().output());
      positions = layer.positions();
      inputs = depthwise ? 1 : layer.node().input(ACTIVATIONS).shape().dim(-1);
      outputs = layer.filters();
      weightsPerPair = (double) layer.columns() / inputs;
      instructionsPerMac = instructions / (positions * weightsPerPair * inputs * outputs);
    }

    double cost(PruningTarget target, int ins, int outs) {
      double weights = weightsPerPair * ins * outs;
      return switch (target) {
        case MACS -> positions * weights;
        case PARAMETERS -> weights + outs;
        case FLASH -> weights + BYTES_PER_FILTER * outs;
        case INSTRUCTIONS -> instructionsPerMac * positions * weights;
      };
    }
  }
}
