package org.modelc.prune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/**
 * Makes every layer of a float graph narrower by the same factor, as students of a large network are: where {@link StructuredPruning}
 * chooses how much each layer loses, here only which of its channels. Those stay that cost the readers most, and their weights are fitted
 * to samples, so that the student begins with what it can take over from the teacher.
 */
public final class Narrowing {
  private final Graph graph;
  private final ChannelSets sets;
  private final double width;

  private Narrowing(Graph graph, double width) {
    this.graph = graph;
    this.sets = ChannelSets.of(graph);
    this.width = width;
  }

  /**
   * The narrow graph; inputs and outputs stay as they are.
   *
   * @param graph optimised, in floats
   * @param width part of each layer's channels that stays, above 0 and below 1; at least one channel does
   * @param samples for the graph's inputs
   * @throws ProblemException E321 if no layer can lose a channel
   */
  public static Graph narrow(Graph graph, double width, SampleSet samples) {
    Narrowing narrowing = new Narrowing(graph, width);
    Set<Integer> removed = narrowing.choose(new ReaderErrors(graph, narrowing.sets, samples));
    if (removed.isEmpty()) {
      throw new ProblemException(Code.E321, "network \"" + graph.name() + "\"",
          "None of its layers can become narrower by the factor " + width + ".", "Give a smaller factor, or a student of your own.");
    }
    Graph narrow = ChannelRemoval.remove(graph, narrowing.sets, removed);
    return Reconstruction.fit(graph, narrow, narrowing.sets.keptFilters(graph, removed)::get, samples);
  }

  /** @throws IllegalArgumentException if the factor is out of range */
  public static void requireValid(double width) {
    if (!(width > 0 && width < 1)) {
      throw new IllegalArgumentException("width " + width);
    }
  }

  private Set<Integer> choose(ChannelImportance importance) {
    Set<Integer> removed = new TreeSet<>();
    for (List<Integer> alike : layersOfSets()) {
      int kept = (int) Math.max(1, Math.round(width * alike.size()));
      List<Integer> left = new ArrayList<>(alike);
      while (left.size() > kept) {
        Integer least = left.stream().min(Comparator.comparingDouble(importance::of)).orElseThrow();
        left.remove(least);
        importance.remove(least);
        removed.add(least);
      }
    }
    return removed;
  }

  /** Sets of channels in groups that are made by the same layers, in execution order. */
  private Iterable<List<Integer>> layersOfSets() {
    Map<Integer, List<String>> makers = new TreeMap<>();
    for (WeightedLayer layer : WeightedLayer.all(graph)) {
      sets.occurrences(layer.node().output()).keySet().stream().filter(set -> set != ChannelSets.FIXED)
          .forEach(set -> makers.computeIfAbsent(set, key -> new ArrayList<>()).add(layer.name()));
    }
    Map<List<String>, List<Integer>> groups = new LinkedHashMap<>();
    makers.forEach((set, layers) -> groups.computeIfAbsent(layers, key -> new ArrayList<>()).add(set));
    return groups.values();
  }
}
