package org.modelc.kernel;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/**
 * Chooses the layers whose weights are stored in a compressed format: for speed those that become smaller and are estimated not to become
 * slower, for size all that become smaller. Floats whose weights all fit 16 bits are stored so in any case: hardly any network has such weights
 * but by intent.
 */
final class CompressionChoice {
  /** Flash that a format's code takes: less than that saved in all is no gain. */
  private static final int CODE_BYTES = 400;

  private final CodeGoal goal;
  private final Target target;

  CompressionChoice(CodeGoal goal, Target target) {
    this.goal = goal;
    this.target = target;
  }

  /** Replaces kernels of {@code chosen} where a compressed format is better. */
  void addTo(Map<Node, Kernel> chosen, Graph graph) {
    Map<CompressedProduct, Map<Node, Integer>> savings = new HashMap<>();
    for (Node node : graph.nodes()) {
      best(node, chosen.getOrDefault(node, Kernels.PORTABLE)).ifPresent(kernel ->
          savings.computeIfAbsent(kernel, key -> new HashMap<>()).put(node, denseBytes(node) - kernel.weightBytes(node)));
    }
    savings.forEach((kernel, saved) -> {
      if (saved.values().stream().mapToInt(Integer::intValue).sum() >= CODE_BYTES) {
        saved.keySet().forEach(node -> chosen.put(node, kernel));
      }
    });
    addHalfFloats(chosen, graph);
  }

  private void addHalfFloats(Map<Node, Kernel> chosen, Graph graph) {
    List<Node> nodes = graph.nodes().stream()
        .filter(node -> !chosen.containsKey(node) && Kernels.HALF_FLOATS.accepts(node, target)).toList();
    if (nodes.stream().mapToInt(Kernels.HALF_FLOATS::savedBytes).sum() >= CODE_BYTES) {
      nodes.forEach(node -> chosen.put(node, Kernels.HALF_FLOATS));
    }
  }

  private Optional<CompressedProduct> best(Node node, Kernel dense) {
    List<CompressedProduct> gains = Kernels.COMPRESSED.stream()
        .filter(kernel -> kernel.accepts(node, target) && kernel.weightBytes(node) < denseBytes(node))
        .filter(kernel -> goal == CodeGoal.SIZE || isFaster(kernel, node, dense))
        .toList();
    return goal == CodeGoal.SIZE
        ? gains.stream().min(Comparator.comparingInt(kernel -> kernel.weightBytes(node)))
        : gains.stream().min(Comparator.comparingDouble(kernel -> kernel.instructions(node)));
  }

  /** Vectors take so many products at once that hardly any layer gains; vww lost 5 % where the estimate promised a gain. */
  private boolean isFaster(CompressedProduct kernel, Node node, Kernel dense) {
    return !target.has("mve") && kernel.instructions(node) <= dense.instructionsPerMac() * node.op().macs(node);
  }

  private static int denseBytes(Node node) {
    return node.input(WeightedOp.WEIGHTS).type().elements();
  }
}
