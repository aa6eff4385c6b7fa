package org.modelc.kernel;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.target.Target;

/** The kernel of every node of a graph. */
public final class KernelSelection {
  private final Map<Node, Kernel> kernels = new IdentityHashMap<>();

  private KernelSelection(Map<Node, Kernel> kernels) {
    this.kernels.putAll(kernels);
  }

  /** As {@link #of(Graph, Target, CodeGoal)} for speed. */
  public static KernelSelection of(Graph graph, Target target) {
    return of(graph, target, CodeGoal.SPEED);
  }

  /** The kernels that {@code target} has, that are worth their code and suit {@code goal} best. */
  public static KernelSelection of(Graph graph, Target target, CodeGoal goal) {
    Map<Node, Kernel> chosen = fastest(graph, target);
    new CompressionChoice(goal, target).addTo(chosen, graph);
    return of(chosen);
  }

  private static Map<Node, Kernel> fastest(Graph graph, Target target) {
    Map<Node, Kernel> chosen = new IdentityHashMap<>();
    for (Kernel kernel : Kernels.FASTEST_FIRST) {
      List<Node> nodes = graph.nodes().stream().filter(node -> !chosen.containsKey(node) && kernel.accepts(node, target)).toList();
      if (nodes.stream().mapToLong(node -> node.op().macs(node)).sum() >= kernel.worthwhileMacs()) {
        nodes.forEach(node -> chosen.put(node, kernel));
      }
    }
    return chosen;
  }

  /** These kernels, and the portable ones for all other nodes. */
  public static KernelSelection of(Map<Node, Kernel> kernels) {
    return new KernelSelection(kernels);
  }

  /** Portable kernels only. */
  public static KernelSelection portable() {
    return of(Map.of());
  }

  public Kernel of(Node node) {
    return kernels.getOrDefault(node, Kernels.PORTABLE);
  }
}
