package org.modelc.kernel;

import java.util.IdentityHashMap;
import java.util.Map;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.target.Target;

/** The kernel of every node of a graph. */
public final class KernelSelection {
  private final Map<Node, Kernel> kernels = new IdentityHashMap<>();

  private KernelSelection() {}

  /** The fastest kernels that {@code target} has. */
  public static KernelSelection of(Graph graph, Target target) {
    KernelSelection selection = new KernelSelection();
    for (Node node : graph.nodes()) {
      Kernels.FASTEST_FIRST.stream()
          .filter(kernel -> kernel.accepts(node, target))
          .findFirst()
          .ifPresent(kernel -> selection.kernels.put(node, kernel));
    }
    return selection;
  }

  /** Portable kernels only. */
  public static KernelSelection portable() {
    return new KernelSelection();
  }

  public Kernel of(Node node) {
    return kernels.getOrDefault(node, Kernels.PORTABLE);
  }
}
