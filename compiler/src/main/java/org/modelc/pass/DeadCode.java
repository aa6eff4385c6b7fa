package org.modelc.pass;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;

/** Removes nodes whose results nothing uses. Graph inputs stay, used or not. */
public final class DeadCode implements Pass {
  @Override
  public Graph run(Graph graph, PassOptions options) {
    return remove(graph);
  }

  static Graph remove(Graph graph) {
    Set<Node> live = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Value> wanted = new ArrayDeque<>(graph.outputs());
    while (!wanted.isEmpty()) {
      graph.producer(wanted.pop()).filter(live::add).ifPresent(node -> wanted.addAll(node.inputs()));
    }
    List<Node> nodes = new ArrayList<>(graph.nodes());
    nodes.removeIf(node -> !live.contains(node));
    return new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes);
  }
}
