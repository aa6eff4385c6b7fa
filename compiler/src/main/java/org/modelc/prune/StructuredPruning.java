package org.modelc.prune;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** Takes whole channels out of a float graph until it is as small as asked for. */
public final class StructuredPruning {
  private final Graph graph;
  private final ChannelSets sets;

  private StructuredPruning(Graph graph) {
    this.graph = graph;
    this.sets = ChannelSets.of(graph);
  }

  /**
   * The smaller graph.
   *
   * @param graph optimised, in floats
   * @param options targets and how importance is judged
   * @param samples for the graph's inputs; needed for {@link Importance#ACTIVATIONS} and reconstruction
   * @throws ProblemException E321 if the targets cannot be reached
   */
  public static Graph prune(Graph graph, StructuredOptions options, Optional<SampleSet> samples) {
    return prune(graph, options, samples, Map.of());
  }

  /**
   * As {@link #prune(Graph, StructuredOptions, Optional)}.
   *
   * @param instructions that each layer of {@code graph} takes, by its name; they fall with its multiplications
   */
  public static Graph prune(Graph graph, StructuredOptions options, Optional<SampleSet> samples, Map<String, Long> instructions) {
    StructuredPruning pruning = new StructuredPruning(graph);
    Set<Integer> removed = pruning.choose(
        options, new ChannelCosts(graph, pruning.sets, instructions), pruning.importance(options.importance(), samples));
    Graph pruned = ChannelRemoval.remove(graph, pruning.sets, removed);
    Map<String, int[]> kept = pruning.sets.keptFilters(graph, removed);
    return samples.filter(data -> options.reconstruct())
        .map(data -> Reconstruction.fit(graph, pruned, kept::get, data)).orElse(pruned);
  }

  private ChannelImportance importance(Importance importance, Optional<SampleSet> samples) {
    return switch (importance) {
      case L1 -> new FilterNorms(WeightedLayer.all(graph), sets, 1);
      case L2 -> new FilterNorms(WeightedLayer.all(graph), sets, 2);
      case ACTIVATIONS -> new ReaderErrors(graph, sets, samples.orElseThrow());
    };
  }

  /** Removes the set that costs least for what it saves, again and again. */
  private Set<Integer> choose(StructuredOptions options, ChannelCosts costs, ChannelImportance importance) {
    Map<PruningTarget, Double> totals = new HashMap<>();
    options.fractions().keySet().forEach(target -> totals.put(target, costs.of(target)));
    Set<Integer> left = new TreeSet<>(sets.removable());
    while (true) {
      Set<PruningTarget> unmet = new TreeSet<>();
      options.fractions().forEach((target, fraction) -> {
        if (costs.of(target) > fraction * totals.get(target)) {
          unmet.add(target);
        }
      });
      if (unmet.isEmpty()) {
        return costs.removed();
      }
      int cheapest = left.stream().filter(set -> !costs.isLast(set) && saving(set, unmet, costs, totals) > 0)
          .min(Comparator.comparingDouble(set -> importance.of(set) / saving(set, unmet, costs, totals)))
          .orElseThrow(() -> unreachable(unmet, costs, totals));
      costs.remove(cheapest);
      importance.remove(cheapest);
      left.remove(cheapest);
    }
  }

  private static double saving(int set, Set<PruningTarget> targets, ChannelCosts costs, Map<PruningTarget, Double> totals) {
    return targets.stream().mapToDouble(target -> costs.saving(target, set) / totals.get(target)).sum();
  }

  private ProblemException unreachable(Set<PruningTarget> unmet, ChannelCosts costs, Map<PruningTarget, Double> totals) {
    PruningTarget target = unmet.iterator().next();
    return new ProblemException(Code.E321, "network \"" + graph.name() + "\"",
        String.format(Locale.ROOT, "With one channel left in every layer that can lose some, %.1f %% of the %s remain.",
            100 * costs.of(target) / totals.get(target), target),
        "Ask for a larger fraction.");
  }
}
