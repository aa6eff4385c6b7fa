package org.modelc.onnx.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.modelc.problem.Code;
import org.modelc.problem.Problems;

/**
 * Puts nodes in execution order and reports what makes a graph no graph: names that are undefined or defined twice, and cycles. Nodes that
 * are already in order keep it.
 */
public final class NodeOrder {
  private final List<OnnxNode> nodes;
  private final Problems problems;
  private final Map<String, Integer> producers = new HashMap<>();
  private final List<Set<Integer>> successors = new ArrayList<>();
  private final int[] waitingFor;

  private NodeOrder(List<OnnxNode> nodes, Problems problems) {
    this.nodes = nodes;
    this.problems = problems;
    this.waitingFor = new int[nodes.size()];
  }

  /**
   * The nodes that can be executed, in order.
   *
   * @param given names of graph inputs and initialisers
   */
  public static List<OnnxNode> sort(List<OnnxNode> nodes, Set<String> given, Problems problems) {
    NodeOrder order = new NodeOrder(nodes, problems);
    order.findProducers(given);
    order.connect(given);
    return order.execute();
  }

  private void findProducers(Set<String> given) {
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).outputs()) {
        if (!output.isEmpty() && (given.contains(output) || producers.putIfAbsent(output, i) != null)) {
          problems.add(Code.E201, nodes.get(i).where(), "output \"" + OnnxNode.shortened(output) + "\" is defined twice.");
        }
      }
    }
  }

  private void connect(Set<String> given) {
    nodes.forEach(node -> successors.add(new LinkedHashSet<>()));
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : nodes.get(i).reads()) {
        Integer producer = producers.get(input);
        if (producer != null) {
          waitingFor[i] += successors.get(producer).add(i) ? 1 : 0;
        } else if (!input.isEmpty() && !given.contains(input)) {
          problems.add(Code.E201, nodes.get(i).where(), "input \"" + OnnxNode.shortened(input) + "\" is not defined.");
        }
      }
    }
  }

  private List<OnnxNode> execute() {
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < waitingFor.length; i++) {
      if (waitingFor[i] == 0) {
        ready.add(i);
      }
    }
    List<OnnxNode> ordered = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.poll();
      ordered.add(nodes.get(next));
      for (int successor : successors.get(next)) {
        if (--waitingFor[successor] == 0) {
          ready.add(successor);
        }
      }
    }
    if (ordered.size() < nodes.size()) {
      reportCycle();
    }
    return ordered;
  }

  /** Every node that is left waits for another that is left, so walking back from any of them ends in a cycle. */
  private void reportCycle() {
    Set<Integer> path = new LinkedHashSet<>();
    int node = firstWaiting();
    while (path.add(node)) {
      node = waitingProducer(node);
    }
    List<Integer> cycle = new ArrayList<>(path);
    cycle = cycle.subList(cycle.indexOf(node), cycle.size());
    String others = cycle.size() == 1 ? "." : ", in a cycle of " + cycle.size() + " nodes.";
    problems.add(Code.E201, nodes.get(node).where(), "depends on its own output" + others);
  }

  private int firstWaiting() {
    int node = 0;
    while (waitingFor[node] == 0) {
      node++;
    }
    return node;
  }

  private int waitingProducer(int node) {
    for (String input : nodes.get(node).reads()) {
      Integer producer = producers.get(input);
      if (producer != null && waitingFor[producer] > 0) {
        return producer;
      }
    }
    throw new IllegalStateException("node " + node + " waits for nothing");
  }
}
