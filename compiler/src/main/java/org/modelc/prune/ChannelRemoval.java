package org.modelc.prune;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Value;

/** Rebuilds a float graph without some of its channels. Names of nodes and values stay. */
final class ChannelRemoval {
  private final ChannelSets sets;
  private final Set<Integer> removed;
  private final GraphBuilder out;
  private final Map<Value, Value> produced = new IdentityHashMap<>();

  private ChannelRemoval(Graph graph, ChannelSets sets, Set<Integer> removed) {
    this.sets = sets;
    this.removed = removed;
    this.out = new GraphBuilder(graph.name());
  }

  /**
   * The smaller graph.
   *
   * @param sets of {@code graph}
   * @param removed removable sets; every layer keeps a channel
   */
  static Graph remove(Graph graph, ChannelSets sets, Set<Integer> removed) {
    return new ChannelRemoval(graph, sets, removed).run(graph);
  }

  private Graph run(Graph graph) {
    graph.inputs().forEach(input -> produced.put(input, out.input(input.name(), input.type())));
    graph.nodes().forEach(this::add);
    graph.outputs().forEach(output -> out.output(current(output)));
    return out.build();
  }

  private void add(Node node) {
    ChannelRule rule = ChannelRules.of(node.op());
    List<Value> inputs = rule.constantsWithout(removed, node, sets).stream().map(this::current).toList();
    List<String> names = node.outputs().stream().map(Value::name).toList();
    List<Value> results = out.add(node.name(), rule.without(removed, node, sets), inputs, names);
    IntStream.range(0, results.size()).forEach(i -> produced.put(node.outputs().get(i), results.get(i)));
  }

  private Value current(Value value) {
    return value.isConstant() ? value : produced.get(value);
  }
}
