package org.modelc.kernel;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.op.WeightedOp;
import org.modelc.target.Target;

/**
 * Chooses the layers whose weights are stored in a compressed format: for speed those that become smaller and are estimated not to become
 * slower, or clearly faster, for size all that become smaller. Floats whose weights all fit 16 bits are stored so in any case: hardly any network has such weights
 * but by intent.
 */
final class CompressionChoice {
  /** Flash that the code for half floats takes: less than that saved in all is no gain. */
  private static final int HALF_FLOAT_CODE_BYTES = 400;

  /**
   * How many more instructions are not slower where a kernel reads about half of the weights: on a Cortex-M4 a load of two words takes 3
   * cycles, all else here 1, so 32 products of 4 bits take 31 cycles in a convolution (dense: 32) and 37 in a matrix product (dense: 39).
   */
  private static final double MOST_MORE_INSTRUCTIONS = 1.1;

  /** Weights of 4 bits may be padded to whole groups of filters. */
  private static final double ABOUT_HALF = 0.6;

  /** Of the instructions of the dense kernel, what a layer may take that does not become smaller. */
  private static final double CLEARLY_FASTER = 0.75;

  /** Instructions that are worth a byte of flash, for speed. */
  private static final double INSTRUCTIONS_PER_BYTE = 10;

  /** For size, the part of what it saves that a faster kernel's code may take, and its weights more than the smallest. */
  private static final int SMALL_PART = 8;

  private final CodeGoal goal;
  private final Target target;

  CompressionChoice(CodeGoal goal, Target target) {
    this.goal = goal;
    this.target = target;
  }

  /** Replaces kernels of {@code chosen} where a compressed format is better. */
  void addTo(Map<Node, Kernel> chosen, Graph graph) {
    addCompressed(chosen, graph, Kernels.COMPRESSED);
    addHalfFloats(chosen, graph);
  }

  /** Without the kernel whose code is least worth its flash, again and again, until all are worth it. */
  private void addCompressed(Map<Node, Kernel> chosen, Graph graph, List<CompressedKernel> kernels) {
    Map<Node, CompressedKernel> best = new IdentityHashMap<>();
    Map<CompressedKernel, Double> gains = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      Kernel dense = chosen.getOrDefault(node, Kernels.PORTABLE);
      best(node, dense, kernels).ifPresent(kernel -> {
        best.put(node, kernel);
        gains.merge(kernel, gain(kernel, node, dense), Double::sum);
      });
    }
    gains.replaceAll((kernel, saved) -> saved - codeBytesThatMatter(kernel));
    Optional<CompressedKernel> worst = gains.keySet().stream().filter(kernel -> gains.get(kernel) < 0).min(Comparator.comparing(gains::get));
    if (worst.isPresent()) {
      addCompressed(chosen, graph, kernels.stream().filter(kernel -> kernel != worst.get()).toList());
    } else {
      chosen.putAll(best);
    }
  }

  /** Bytes that are saved; for speed also what the instructions that are saved are worth. */
  private double gain(CompressedKernel kernel, Node node, Kernel dense) {
    double savedInstructions = goal == CodeGoal.SPEED ? dense.instructions(node) - kernel.instructions(node) : 0;
    return kernel.savedBytes(node) + Math.max(0, savedInstructions) / INSTRUCTIONS_PER_BYTE;
  }

  private int codeBytesThatMatter(CompressedKernel kernel) {
    boolean isForSpeed = kernel.instructionsPerMac() < Kernels.PORTABLE.instructionsPerMac();
    return goal == CodeGoal.SIZE && isForSpeed ? SMALL_PART * kernel.codeBytes() : kernel.codeBytes();
  }

  private void addHalfFloats(Map<Node, Kernel> chosen, Graph graph) {
    List<Node> nodes = graph.nodes().stream()
        .filter(node -> !chosen.containsKey(node) && Kernels.HALF_FLOATS.accepts(node, target)).toList();
    if (nodes.stream().mapToInt(Kernels.HALF_FLOATS::savedBytes).sum() >= HALF_FLOAT_CODE_BYTES) {
      nodes.forEach(node -> chosen.put(node, Kernels.HALF_FLOATS));
    }
  }

  private Optional<CompressedKernel> best(Node node, Kernel dense, List<CompressedKernel> kernels) {
    List<CompressedKernel> accepting = kernels.stream().filter(kernel -> kernel.accepts(node, target)).toList();
    List<CompressedKernel> suitable = goal == CodeGoal.SIZE
        ? aboutSmallest(node, accepting)
        : accepting.stream().filter(kernel -> isBetter(kernel, node, dense)).toList();
    return suitable.stream().min(Comparator.comparingDouble(kernel -> kernel.instructions(node)));
  }

  private static List<CompressedKernel> aboutSmallest(Node node, List<CompressedKernel> kernels) {
    List<CompressedKernel> smaller = kernels.stream().filter(kernel -> kernel.savedBytes(node) > 0).toList();
    int smallest = smaller.stream().mapToInt(kernel -> kernel.weightBytes(node)).min().orElse(0);
    return smaller.stream().filter(kernel -> kernel.weightBytes(node) <= smallest + smallest / SMALL_PART).toList();
  }

  /** Vectors take so many products at once that hardly any layer gains; vww lost 5 % where the estimate promised a gain. */
  private boolean isBetter(CompressedKernel kernel, Node node, Kernel dense) {
    boolean isHalf = kernel.weightBytes(node) <= ABOUT_HALF * denseBytes(node);
    double most = kernel.savedBytes(node) <= 0 ? CLEARLY_FASTER : isHalf ? MOST_MORE_INSTRUCTIONS : 1;
    return !target.has("mve") && kernel.instructions(node) <= most * dense.instructions(node) && gain(kernel, node, dense) > 0;
  }

  private static int denseBytes(Node node) {
    return node.input(WeightedOp.WEIGHTS).type().elements();
  }
}
