package org.modelc.prune;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;

/**
 * The channels of a graph in sets that can only be removed together: a filter, what follows from it (depthwise filters, columns of the
 * layers that read it, also behind a Flatten) and the filters whose results are added to its own.
 *
 * <p>Graph inputs and outputs keep their channels, and so does what flows through an operator of which no rule is known.
 */
final class ChannelSets {
  /** The set of all channels that must stay. */
  static final int FIXED = 0;

  private final DisjointSets sets = new DisjointSets();
  private final Map<Value, Channels> channels = new IdentityHashMap<>();

  private ChannelSets() {
    sets.add();
  }

  static ChannelSets of(Graph graph) {
    ChannelSets result = new ChannelSets();
    for (Node node : graph.nodes()) {
      ChannelRules.of(node.op()).flow(node, result).ifPresent(flowing -> result.channels.put(node.output(), flowing));
    }
    graph.outputs().forEach(result::fix);
    result.resolve();
    return result;
  }

  private void resolve() {
    channels.replaceAll((value, labelled) -> new Channels(labelled.axis(), Arrays.stream(labelled.sets()).map(sets::find).toArray()));
    channels.values().removeIf(labelled -> Arrays.stream(labelled.sets()).allMatch(set -> set == FIXED));
  }

  /** The channels of {@code value}; empty where all of it must stay. */
  Optional<Channels> of(Value value) {
    return Optional.ofNullable(channels.get(value));
  }

  /** The indices of {@code value} along its channel axis that are left; empty where all of it must stay. */
  Optional<int[]> kept(Value value, Set<Integer> removed) {
    return of(value).map(labelled -> labelled.kept(removed));
  }

  /** For every weighted node of {@code graph}, by name, the filters that it keeps. */
  Map<String, int[]> keptFilters(Graph graph, Set<Integer> removed) {
    Map<String, int[]> kept = new HashMap<>();
    for (WeightedLayer layer : WeightedLayer.all(graph)) {
      kept.put(layer.name(), kept(layer.node().output(), removed).orElseGet(() -> IntStream.range(0, layer.filters()).toArray()));
    }
    return kept;
  }

  /** All sets that may be removed, ascending. */
  Set<Integer> removable() {
    Set<Integer> found = new TreeSet<>();
    channels.values().forEach(labelled -> Arrays.stream(labelled.sets()).filter(set -> set != FIXED).forEach(found::add));
    return found;
  }

  /** How often each set occurs among the channels of {@code value}. */
  Map<Integer, Integer> occurrences(Value value) {
    Map<Integer, Integer> counts = new HashMap<>();
    of(value).ifPresent(labelled -> Arrays.stream(labelled.sets()).forEach(set -> counts.merge(set, 1, Integer::sum)));
    return counts;
  }

  /** New channels, each in a set of its own. */
  Channels fresh(int axis, int count) {
    return new Channels(axis, IntStream.range(0, count).map(index -> sets.add()).toArray());
  }

  /** Makes all channels of {@code value} stay. */
  void fix(Value value) {
    of(value).ifPresent(this::fix);
  }

  private void fix(Channels labelled) {
    Arrays.stream(labelled.sets()).forEach(set -> sets.union(FIXED, set));
  }

  /** Joins the sets of equal indices; channels along different axes must all stay. */
  Optional<Channels> join(Channels a, Channels b) {
    if (a.axis() != b.axis() || a.sets().length != b.sets().length) {
      fix(a);
      fix(b);
      return Optional.empty();
    }
    IntStream.range(0, a.sets().length).forEach(index -> sets.union(a.sets()[index], b.sets()[index]));
    return Optional.of(a);
  }
}
