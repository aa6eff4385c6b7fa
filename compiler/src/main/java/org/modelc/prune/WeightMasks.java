package org.modelc.prune;

import static org.modelc.op.WeightedOp.WEIGHTS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;

/** Chooses weights of a graph and makes them zero. */
final class WeightMasks {
  private final Graph graph;
  private final SparsityPattern pattern;
  private final WeightScores scores;
  /** The weights by the layer's name, as they become. */
  private final Map<String, float[]> weights = new HashMap<>();

  WeightMasks(Graph graph, SparsityPattern pattern, WeightScores scores) {
    this.graph = graph;
    this.pattern = pattern;
    this.scores = scores;
  }

  /** A run of weights that is kept or zeroed as a whole. */
  private record Run(String layer, int from, int length, double score) {}

  /** Zeroes the least important runs of all {@code layers} together. */
  WeightMasks zeroLeast(List<WeightedLayer> layers, double sparsity) {
    List<Run> ascending = new ArrayList<>();
    layers.forEach(layer -> ascending.addAll(runs(layer)));
    ascending.sort(Comparator.comparingDouble(Run::score));
    long wanted = Math.round(sparsity * ascending.stream().mapToLong(Run::length).sum());
    long zeros = 0;
    for (int i = 0; i < ascending.size() && zeros < wanted; i++) {
      Run run = ascending.get(i);
      Arrays.fill(weights.get(run.layer()), run.from(), run.from() + run.length(), 0);
      zeros += run.length();
    }
    return this;
  }

  /** Zeroes all but the most important of each run. */
  WeightMasks keepRatio(WeightedLayer layer) {
    double[] score = scores.of(layer);
    for (Run run : runs(layer)) {
      IntStream.range(run.from(), run.from() + run.length()).boxed()
          .sorted(Comparator.comparingDouble((Integer i) -> -score[i]))
          .skip(pattern.kept())
          .forEach(i -> weights.get(layer.name())[i] = 0);
    }
    return this;
  }

  /** The runs of a layer's weights, none across the end of the input channels. */
  private List<Run> runs(WeightedLayer layer) {
    weights.put(layer.name(), layer.weights().clone());
    double[] score = scores.of(layer);
    int channels = layer.node().input(WEIGHTS).shape().dim(-1);
    List<Run> runs = new ArrayList<>();
    for (int start = 0; start < score.length; start += channels) {
      for (int from = start; from < start + channels; from += pattern.group()) {
        int end = Math.min(from + pattern.group(), start + channels);
        double mean = Arrays.stream(score, from, end).average().orElseThrow();
        runs.add(new Run(layer.name(), from, end - from, mean));
      }
    }
    return runs;
  }

  /** The graph with the zeros chosen so far. */
  Graph apply() {
    GraphBuilder out = new GraphBuilder(graph.name());
    Map<Value, Value> produced = new HashMap<>();
    graph.inputs().forEach(input -> produced.put(input, out.input(input.name(), input.type())));
    for (Node node : graph.nodes()) {
      List<Value> inputs = new ArrayList<>(node.inputs().stream().map(input -> produced.getOrDefault(input, input)).toList());
      if (weights.containsKey(node.name())) {
        Value old = node.input(WEIGHTS);
        inputs.set(WEIGHTS, Value.constant(old.name(), Tensor.f32(old.shape(), weights.get(node.name()))));
      }
      List<String> names = node.outputs().stream().map(Value::name).toList();
      List<Value> results = out.addTyped(node.name(), node.op(), inputs, names, node.outputTypes());
      IntStream.range(0, results.size()).forEach(i -> produced.put(node.outputs().get(i), results.get(i)));
    }
    graph.outputs().forEach(output -> out.output(produced.getOrDefault(output, output)));
    return out.build();
  }
}
